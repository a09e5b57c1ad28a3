-- What every script begins with. Everything lies in a few sorted sets, whatever the
-- size of the hub, so that a script names all its keys. A seat is "room:member:seat"
-- in heard (by the time it was heard) and in rooms, "member:room:seat" in members; a
-- word about a team is "team:member" in until (by its end), in teams and in said
-- (by when it was said), "member:team" in reachers. Times are milliseconds.

-- clock is the time of Redis, or the one that was given.
local function clock(given)
  if given ~= '' then
    return tonumber(given)
  end
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

-- below gives what begins with the text and a colon.
local function below(key, text)
  return redis.call('ZRANGEBYLEX', key, '[' .. text .. ':', '(' .. text .. ';')
end

-- part gives the first, second or third part of what colons join.
local function part(text, n)
  for p in string.gmatch(text, '[^:]+') do
    n = n - 1
    if n == 0 then
      return p
    end
  end
end

local function sits(keys, room, member, since)
  for _, seat in ipairs(below(keys[2], room .. ':' .. member)) do
    if tonumber(redis.call('ZSCORE', keys[1], seat) or 0) >= since then
      return true
    end
  end
  return false
end

local function stand(keys, room, member, seat)
  redis.call('ZREM', keys[1], room .. ':' .. member .. ':' .. seat)
  redis.call('ZREM', keys[2], room .. ':' .. member .. ':' .. seat)
  redis.call('ZREM', keys[3], member .. ':' .. room .. ':' .. seat)
end

local function reachable(keys, team, now)
  for _, key in ipairs(below(keys[2], team)) do
    if tonumber(redis.call('ZSCORE', keys[1], key) or 0) > now then
      return true
    end
  end
  return false
end

local function unreach(keys, team, member)
  redis.call('ZREM', keys[1], team .. ':' .. member)
  redis.call('ZREM', keys[2], team .. ':' .. member)
  redis.call('ZREM', keys[3], member .. ':' .. team)
end
