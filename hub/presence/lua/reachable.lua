-- Which teams somebody is reachable for. KEYS: until, teams, reachers, said. ARGV:
-- clock, then the teams. Gives 1 or 0 for each.
local now = clock(ARGV[1])
local yes = {}
for i = 2, #ARGV do
  yes[#yes + 1] = reachable(KEYS, ARGV[i], now) and 1 or 0
end
return yes
