-- Who is in a room. KEYS: heard, rooms, members. ARGV: clock, present, room. Gives
-- the members in order, one for each seat.
local since = clock(ARGV[1]) - ARGV[2]
local there = {}
for _, seat in ipairs(below(KEYS[2], ARGV[3])) do
  if tonumber(redis.call('ZSCORE', KEYS[1], seat) or 0) >= since then
    there[#there + 1] = part(seat, 2)
  end
end
return there
