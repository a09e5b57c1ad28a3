-- A member was heard in a room. KEYS: heard, rooms, members. ARGV: clock, present,
-- room, member, seat. Gives 1 when the member was not there before.
local now = clock(ARGV[1])
local was = sits(KEYS, ARGV[3], ARGV[4], now - ARGV[2])
local seat = ARGV[3] .. ':' .. ARGV[4] .. ':' .. ARGV[5]
redis.call('ZADD', KEYS[1], now, seat)
redis.call('ZADD', KEYS[2], 0, seat)
redis.call('ZADD', KEYS[3], 0, ARGV[4] .. ':' .. ARGV[3] .. ':' .. ARGV[5])
for i = 1, 3 do
  redis.call('PEXPIRE', KEYS[i], 4 * ARGV[2])
end
return was and 0 or 1
