-- 题目：访问失败最多的网站
-- 按公布位置统计访问未成功的次数，分访问受阻、内容不可用和本系统未完成，多的在前。
-- 访问失败不说明机关有问题；本次未见、尚待再次核查的不算失败。
-- 参数：year | 年度 | 年度 | 最近 | 年报年度
-- 参数：rows | 行数 | 整数 1—10000 | 50 | 最多列出多少行
WITH groups AS (
    SELECT column1 AS visit_class, column2 AS part FROM (VALUES
        ('robots_disallow', 'access'), ('robots_unknown', 'access'),
        ('blocked_challenge', 'access'), ('blocked_captcha', 'access'),
        ('blocked_forbidden', 'access'), ('rate_limited', 'access'), ('dns', 'access'),
        ('refused', 'access'), ('tls', 'access'), ('timeout', 'access'), ('http_5xx', 'access'),
        ('moved', 'access'), ('soft_404', 'content'), ('truncated', 'content'),
        ('wrong_type', 'content'), ('unsupported_format', 'content'), ('encrypted', 'content'),
        ('encoding_doubt', 'content'), ('empty_shell', 'content'), ('layout_changed', 'ours'),
        ('pagination_stalled', 'ours'), ('incomplete_list', 'ours'), ('budget_exhausted', 'ours'),
        ('ambiguous', 'ours'), ('browser_missing', 'ours'), ('adapter_error', 'ours'),
        ('aborted', 'ours'))),
classed AS (
    SELECT place_id, visit_class, count(*) AS number, max(ended_at) AS last_at
    FROM visits WHERE :year IS NULL OR year = :year
    GROUP BY place_id, visit_class),
counted AS (
    SELECT c.place_id, sum(c.number) AS visits, sum((g.part IS NOT NULL) * c.number) AS failed,
        sum((g.part IS 'access') * c.number) AS refused,
        sum((g.part IS 'content') * c.number) AS unusable,
        sum((g.part IS 'ours') * c.number) AS ours,
        c.visit_class AS last_class, max(c.last_at) AS last_at
    FROM classed c LEFT JOIN groups g ON g.visit_class = c.visit_class
    GROUP BY c.place_id
    HAVING sum((g.part IS NOT NULL) * c.number) > 0
    ORDER BY failed DESC, visits, c.place_id
    LIMIT :rows)
SELECT a.name AS 机关, p.home_url AS 网址, n.visits AS 访问次数, n.failed AS 未成功,
    n.refused AS 访问受阻, n.unusable AS 内容不可用, n.ours AS 本系统未完成,
    n.last_class AS 最近结果, n.last_at AS 最近访问
FROM counted n
JOIN places p ON p.place_id = n.place_id
JOIN agencies a ON a.agency_id = p.agency_id
ORDER BY n.failed DESC, n.visits, n.place_id
