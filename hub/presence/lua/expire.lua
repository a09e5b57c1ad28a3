-- What time has ended ends, at most so many of each. KEYS: heard, rooms, members,
-- until, teams, reachers, said, era. ARGV: clock, present, longest, how many, a new
-- era. Gives the rooms that a member is not in any more, the teams that nobody is
-- reachable for now, and the era: a new one when Redis has forgotten.
local now = clock(ARGV[1])
local reach = {KEYS[4], KEYS[5], KEYS[6], KEYS[7]}
local rooms, teams, told = {}, {}, {}
local old = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. (now - ARGV[2]), 'LIMIT', 0, ARGV[4])
for _, seat in ipairs(old) do
  stand(KEYS, part(seat, 1), part(seat, 2), part(seat, 3))
end
for _, seat in ipairs(old) do
  local room, member = part(seat, 1), part(seat, 2)
  if not told[room] and #below(KEYS[2], room .. ':' .. member) == 0 then
    told[room] = true
    rooms[#rooms + 1] = room
  end
end
local over = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'LIMIT', 0, ARGV[4])
for _, key in ipairs(over) do
  unreach(reach, part(key, 1), part(key, 2))
end
for _, key in ipairs(over) do
  local team = part(key, 1)
  if not told[team] and #below(KEYS[5], team) == 0 then
    told[team] = true
    teams[#teams + 1] = team
  end
end
redis.call('ZREMRANGEBYSCORE', KEYS[7], '-inf', now - ARGV[3])
local era = redis.call('GET', KEYS[8])
if not era then
  era = ARGV[5]
  redis.call('SET', KEYS[8], era)
end
return {rooms, teams, era}
