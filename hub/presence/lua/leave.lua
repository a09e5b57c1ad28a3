-- A seat ends. KEYS: heard, rooms, members. ARGV: clock, present, room, member,
-- seat. Gives 1 when the member was there and is not any more.
local since = clock(ARGV[1]) - ARGV[2]
local was = sits(KEYS, ARGV[3], ARGV[4], since)
stand(KEYS, ARGV[3], ARGV[4], ARGV[5])
return (was and not sits(KEYS, ARGV[3], ARGV[4], since)) and 1 or 0
