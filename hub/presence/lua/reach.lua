-- A member is reachable for a team, or not any more. KEYS: until, teams, reachers,
-- said. ARGV: clock, longest, team, member, how long (0 ends it), when it was said
-- ('' for now). Of two words about the same the one said last holds, so that
-- several processes can say theirs again in any order. Gives 1 when the team's yes
-- or no changed, and when it was said.
local now = clock(ARGV[1])
local key = ARGV[3] .. ':' .. ARGV[4]
local before = tonumber(redis.call('ZSCORE', KEYS[4], key) or 0)
local said = tonumber(ARGV[6]) or math.max(now, before + 1)
if before > said then
  return {0, tostring(said)}
end
local was = reachable(KEYS, ARGV[3], now)
local untilTime = said + ARGV[5]
if tonumber(ARGV[5]) > 0 and untilTime > now then
  redis.call('ZADD', KEYS[1], untilTime, key)
  redis.call('ZADD', KEYS[2], 0, key)
  redis.call('ZADD', KEYS[3], 0, ARGV[4] .. ':' .. ARGV[3])
else
  unreach(KEYS, ARGV[3], ARGV[4])
end
redis.call('ZADD', KEYS[4], said, key)
for i = 1, 4 do
  redis.call('PEXPIRE', KEYS[i], 2 * ARGV[2])
end
return {was ~= reachable(KEYS, ARGV[3], now) and 1 or 0, tostring(said)}
