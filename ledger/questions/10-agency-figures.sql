-- 题目：一个机关历年的数据
-- 该机关各年度最近一次审核的年报中的数据项，按数据项和年度排列，整数附与上年相比的增减。没有读出的如实注明。
-- 参数：agency | 机关 | 机关 | 必填 | 哪个机关
-- 参数：part | 数据项 | 文字 | 全部 | 位置或者代码中含有的文字，如 表三、总计、requests.received
WITH held AS (
    SELECT reading_id, year, lag(year) OVER by_year AS former_year,
        lag(reading_id) OVER by_year AS former_id
    FROM latest_readings WHERE agency_id = :agency
    WINDOW by_year AS (ORDER BY year))
SELECT g.path AS 数据项, h.year AS 年度, g.value AS 数值,
    CASE WHEN instr(g.value, '.') = 0 AND instr(b.value, '.') = 0
        THEN CAST(g.value AS INTEGER) - CAST(b.value AS INTEGER) END AS 较上年,
    g.printed AS 原文, g.at AS 位置,
    CASE g.state WHEN 'number' THEN '数字' WHEN 'blank' THEN '空白' WHEN 'text' THEN '文字'
        WHEN 'missing' THEN '文件中没有' ELSE '未能识读' END AS 状态
FROM held h
CROSS JOIN figures g ON g.reading_id = h.reading_id
LEFT JOIN figures b ON b.reading_id = h.former_id AND h.former_year = h.year - 1
    AND b.path = g.path AND b.state = 'number'
WHERE :part IS NULL OR instr(g.at, :part) OR instr(g.path, :part)
ORDER BY g.path, h.year
