/**
 * The same count in Redis, for RateLimiterRedis: a list of the times of the last `points` requests, newest first.
 * ARGV: points to consume, seconds, points, seconds. Redis runs it alone, so replicas of the gateway count together.
 */
export const SLIDING_WINDOW_SCRIPT = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local points = tonumber(ARGV[3])
local span = tonumber(ARGV[4]) * 1000
local oldest = redis.call('lindex', KEYS[1], points - 1)
if oldest and now - tonumber(oldest) < span then
  return {points + 1, span - (now - tonumber(oldest))}
end
redis.call('lpush', KEYS[1], now)
redis.call('ltrim', KEYS[1], 0, points - 1)
redis.call('pexpire', KEYS[1], span)
local times = redis.call('lrange', KEYS[1], 0, -1)
local used = 0
local first = now
for _, one in ipairs(times) do
  if now - tonumber(one) < span then
    used = used + 1
    first = tonumber(one)
  end
end
return {used, span - (now - first)}
`;
