-- 题目：与同类机关相比特别大的数据
-- 在同一年度同类机关中，高于上四分位数加若干倍四分位距的数据，供核对，不是问题。同类不足八个的不比较。
-- 参数：figure | 数据项 | 数据项 | 本年新收申请 | 比较哪一项
-- 参数：year | 年度 | 年度 | 最近 | 年报年度
-- 参数：times | 倍数 | 整数 1—1000 | 3 | 四分位距的倍数
WITH held AS (
    SELECT h.agency_id, h.year, a.name, k.number,
        CASE a.kind WHEN 'department' THEN '政府部门' WHEN 'government' THEN '人民政府'
        WHEN 'township' THEN '乡镇（街道）' ELSE '开发区管委会' END AS 类别,
        a.kind
    FROM latest_readings h
    JOIN agencies a ON a.agency_id = h.agency_id
    CROSS JOIN key_figures k ON k.reading_id = h.reading_id AND k.path = :figure
    WHERE :year IS NULL OR h.year = :year),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY year, kind ORDER BY number) AS place,
        count(*) OVER (PARTITION BY year, kind) AS size
    FROM held),
measured AS (
    SELECT *, max(CASE WHEN place = (size + 3) / 4 THEN number END) OVER alike AS lower,
        max(CASE WHEN place = (size + 1) / 2 THEN number END) OVER alike AS middle,
        max(CASE WHEN place = (3 * size + 3) / 4 THEN number END) OVER alike AS upper
    FROM placed
    WINDOW alike AS (PARTITION BY year, kind))
SELECT name AS 机关, 类别, year AS 年度, number AS 数值, middle AS 同类中位数,
    upper AS 上四分位数, size AS 同类机关数
FROM measured
WHERE size >= 8 AND number > upper + :times * (upper - lower)
ORDER BY year DESC, number DESC, name, agency_id
