-- All that is known of a member ends. KEYS: heard, rooms, members, until, teams,
-- reachers, said. ARGV: clock, member. Gives the rooms it sat in, the teams that
-- nobody is reachable for now, the teams that it was reachable for, and when each of
-- these was said to have ended.
local now = clock(ARGV[1])
local reach = {KEYS[4], KEYS[5], KEYS[6], KEYS[7]}
local rooms, teams, left, ended = {}, {}, {}, {}
for _, seat in ipairs(below(KEYS[3], ARGV[2])) do
  local room = part(seat, 2)
  stand(KEYS, room, ARGV[2], part(seat, 3))
  if rooms[#rooms] ~= room then -- they come in order
    rooms[#rooms + 1] = room
  end
end
for _, key in ipairs(below(KEYS[6], ARGV[2])) do
  local team = part(key, 2)
  unreach(reach, team, ARGV[2])
  local before = tonumber(redis.call('ZSCORE', KEYS[7], team .. ':' .. ARGV[2]) or 0)
  local said = math.max(now, before + 1)
  redis.call('ZADD', KEYS[7], said, team .. ':' .. ARGV[2])
  left[#left + 1], ended[#ended + 1] = team, tostring(said)
  if #below(KEYS[5], team) == 0 then
    teams[#teams + 1] = team
  end
end
return {rooms, teams, left, ended}
