BEGIN TRANSACTION;
CREATE TABLE "_columns" (
   "table_name" TEXT NOT NULL,
   "column_name" TEXT NOT NULL,
   "chinese" TEXT NOT NULL,
   "english" TEXT NOT NULL,
   PRIMARY KEY ("table_name", "column_name")
) STRICT;
INSERT INTO "_columns" VALUES('_columns','','表和列的说明','What every table and column means; an empty column name is the table itself');
INSERT INTO "_columns" VALUES('_columns','table_name','表名','Table or view');
INSERT INTO "_columns" VALUES('_columns','column_name','列名','Column, empty for the table itself');
INSERT INTO "_columns" VALUES('_columns','chinese','中文说明','Meaning in Chinese');
INSERT INTO "_columns" VALUES('_columns','english','英文说明','Meaning in English');
INSERT INTO "_columns" VALUES('_migrations','','数据库升级记录','Steps of the schema that were applied');
INSERT INTO "_columns" VALUES('_migrations','number','序号','Number of the step');
INSERT INTO "_columns" VALUES('_migrations','name','名称','Name of the step');
INSERT INTO "_columns" VALUES('agencies','','机关','Bodies that must publish a report');
INSERT INTO "_columns" VALUES('agencies','agency_id','机关编号','Key in the registry');
INSERT INTO "_columns" VALUES('agencies','name','机关全称','Full name');
INSERT INTO "_columns" VALUES('agencies','kind','机关类别','department, government, township or development_zone');
INSERT INTO "_columns" VALUES('agencies','region_code','行政区划代码','Code of the administrative region');
INSERT INTO "_columns" VALUES('agencies','aliases','其他名称（JSON 列表）','Other accepted names, a JSON list');
INSERT INTO "_columns" VALUES('agencies','parent_id','上级机关编号','Key of the parent agency');
INSERT INTO "_columns" VALUES('agencies','is_vertical','是否垂直管理（0/1）','Whether under vertical management');
INSERT INTO "_columns" VALUES('agencies','is_watched','是否在当前名录中（0/1）','Whether in the present registry');
INSERT INTO "_columns" VALUES('places','','公布位置','Places on the web where reports are kept');
INSERT INTO "_columns" VALUES('places','place_id','位置编号','Key in the registry');
INSERT INTO "_columns" VALUES('places','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('places','kind','位置类别','own_site or parent_platform');
INSERT INTO "_columns" VALUES('places','home_url','首页网址','Home page');
INSERT INTO "_columns" VALUES('places','column_url','年报栏目网址','Page of the column of reports');
INSERT INTO "_columns" VALUES('places','hosts','允许访问的主机（JSON 列表）','Hosts allowed, a JSON list');
INSERT INTO "_columns" VALUES('places','family','网站类型','Portal family');
INSERT INTO "_columns" VALUES('places','is_watched','是否在当前名录中（0/1）','Whether in the present registry');
INSERT INTO "_columns" VALUES('duties','','公布义务','By when each agency owes the report of a year');
INSERT INTO "_columns" VALUES('duties','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('duties','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('duties','due_date','最后期限（含当日）','Last day on time, inclusive, ISO date');
INSERT INTO "_columns" VALUES('duties','basis','依据','Legal basis');
INSERT INTO "_columns" VALUES('runs','','运行','Runs of a job; only finished ones are shown');
INSERT INTO "_columns" VALUES('runs','run_id','运行编号','Key, also in the archive');
INSERT INTO "_columns" VALUES('runs','sequence','运行序号','Order in which the runs began');
INSERT INTO "_columns" VALUES('runs','job','任务','run, collect or audit');
INSERT INTO "_columns" VALUES('runs','years','报告年度（JSON 列表）','Report years, a JSON list');
INSERT INTO "_columns" VALUES('runs','as_of','判定日','Day of judgement, ISO date in Asia/Shanghai');
INSERT INTO "_columns" VALUES('runs','started_at','开始时间','Instant of the start, UTC');
INSERT INTO "_columns" VALUES('runs','finished_at','结束时间','Instant of the end, UTC');
INSERT INTO "_columns" VALUES('runs','state','状态','running, finished or failed');
INSERT INTO "_columns" VALUES('runs','reason','失败原因','Why it failed, in Chinese');
INSERT INTO "_columns" VALUES('visits','','访问','The outcome of a visit to a place for a year');
INSERT INTO "_columns" VALUES('visits','run_id','运行编号','The run');
INSERT INTO "_columns" VALUES('visits','place_id','位置编号','The place');
INSERT INTO "_columns" VALUES('visits','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('visits','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('visits','visit_class','访问结果','Outcome, from a closed list');
INSERT INTO "_columns" VALUES('visits','started_at','开始时间','Instant of the start, UTC');
INSERT INTO "_columns" VALUES('visits','ended_at','结束时间','Instant of the end, UTC');
INSERT INTO "_columns" VALUES('visits','family','网站类型','Portal family that was used');
INSERT INTO "_columns" VALUES('visits','reason','说明','What happened, in Chinese');
INSERT INTO "_columns" VALUES('visits','tried','尝试过的途径（JSON 列表）','What was tried, a JSON list');
INSERT INTO "_columns" VALUES('visits','title','年报标题','Title of the report in the portal');
INSERT INTO "_columns" VALUES('visits','url','年报网址','Address of the report');
INSERT INTO "_columns" VALUES('visits','claimed_dates','页面所称日期（JSON）','Claimed dates by basis, JSON');
INSERT INTO "_columns" VALUES('visits','documents','年报文件的抓取编号（JSON 列表）','Captures of the report');
INSERT INTO "_columns" VALUES('visits','evidence','全部抓取编号（JSON 列表）','All captures, a JSON list');
INSERT INTO "_columns" VALUES('visits','listed','列表读到的条数','Links read from the list');
INSERT INTO "_columns" VALUES('visits','declared','网站声明的条数','Total the portal declares');
INSERT INTO "_columns" VALUES('visits','flags','标记（JSON 列表）','Flags, a JSON list');
INSERT INTO "_columns" VALUES('captures','','抓取记录','Exchanges with portals; bodies and headers lie in the archive');
INSERT INTO "_columns" VALUES('captures','run_id','运行编号','The run');
INSERT INTO "_columns" VALUES('captures','capture_id','抓取编号','Key within the run');
INSERT INTO "_columns" VALUES('captures','place_id','位置编号','The place');
INSERT INTO "_columns" VALUES('captures','role','用途','What it was fetched for');
INSERT INTO "_columns" VALUES('captures','url','请求网址','Address asked for');
INSERT INTO "_columns" VALUES('captures','final_url','最终网址','Address after redirects');
INSERT INTO "_columns" VALUES('captures','status','状态码','HTTP status');
INSERT INTO "_columns" VALUES('captures','requested_at','请求时间','Instant of the request, UTC');
INSERT INTO "_columns" VALUES('captures','received_at','收到时间','Instant of the answer, UTC');
INSERT INTO "_columns" VALUES('captures','content_type','内容类型','Content-Type as served');
INSERT INTO "_columns" VALUES('captures','content_encoding','内容压缩方式','Content-Encoding as served');
INSERT INTO "_columns" VALUES('captures','sha256','内容的 SHA-256','Hash of the body as served');
INSERT INTO "_columns" VALUES('captures','size','字节数','Size of the body in bytes');
INSERT INTO "_columns" VALUES('captures','derived_from','来源抓取编号','Wire capture of a rendered page');
INSERT INTO "_columns" VALUES('reports','','年报','A report of an agency on a year: one set of documents');
INSERT INTO "_columns" VALUES('reports','report_id','年报编号','Key');
INSERT INTO "_columns" VALUES('reports','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('reports','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('reports','set_sha256','文件组的 SHA-256','Hash over the hashes of the documents');
INSERT INTO "_columns" VALUES('reports','documents','各文件的 SHA-256（JSON 列表）','Hashes in order, a JSON list');
INSERT INTO "_columns" VALUES('reports','title','标题','Title in the portal');
INSERT INTO "_columns" VALUES('reports','url','网址','Address in the portal');
INSERT INTO "_columns" VALUES('reports','first_run_id','首次采集的运行编号','Run that first collected it');
INSERT INTO "_columns" VALUES('readings','','识读结果','What the reader made of a report');
INSERT INTO "_columns" VALUES('readings','reading_id','识读编号','Key');
INSERT INTO "_columns" VALUES('readings','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('readings','year','报告年度','Year the report was collected for');
INSERT INTO "_columns" VALUES('readings','digest','识读内容的 SHA-256','Hash over all that was read');
INSERT INTO "_columns" VALUES('readings','reader_version','识读程序版本','Version of the reader');
INSERT INTO "_columns" VALUES('readings','media','文件形式','Form of the document, by its content');
INSERT INTO "_columns" VALUES('readings','title','文内标题','Title as printed');
INSERT INTO "_columns" VALUES('readings','agency','文内机关名称','Agency as printed');
INSERT INTO "_columns" VALUES('readings','report_year','文内年度','Year as printed');
INSERT INTO "_columns" VALUES('readings','edition','格式版本','Edition of the format, 2019 or 2021');
INSERT INTO "_columns" VALUES('readings','warnings','识读提示（JSON 列表）','Warnings of the reader, a JSON list');
INSERT INTO "_columns" VALUES('readings','first_run_id','首次识读的运行编号','Run that first read it');
INSERT INTO "_columns" VALUES('figures','','数据项','Figures of a reading, one row a cell');
INSERT INTO "_columns" VALUES('figures','reading_id','识读编号','The reading');
INSERT INTO "_columns" VALUES('figures','path','数据项名称','Name of the cell: table.row.column');
INSERT INTO "_columns" VALUES('figures','state','状态','number, blank, text, missing, unreadable or ambiguous');
INSERT INTO "_columns" VALUES('figures','value','数值（文本，保留原精度）','Exact number as text');
INSERT INTO "_columns" VALUES('figures','printed','原文','Text as printed');
INSERT INTO "_columns" VALUES('figures','at','所在位置','Locator for people');
INSERT INTO "_columns" VALUES('figures','reason','未识读原因','Why it is not read');
INSERT INTO "_columns" VALUES('judgements','','审核','One judgement of a case; runs that judge the same refer to the same');
INSERT INTO "_columns" VALUES('judgements','judgement_id','审核编号','Key');
INSERT INTO "_columns" VALUES('judgements','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('judgements','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('judgements','digest','审核内容的 SHA-256','Hash over reading and results');
INSERT INTO "_columns" VALUES('judgements','reading_id','识读编号','The reading, absent without a report');
INSERT INTO "_columns" VALUES('judgements','first_run_id','首次得出的运行编号','Run that first judged so');
INSERT INTO "_columns" VALUES('results','','规则结果','The outcome of a rule in a judgement');
INSERT INTO "_columns" VALUES('results','judgement_id','审核编号','The judgement');
INSERT INTO "_columns" VALUES('results','rule','规则代码','Code of the rule');
INSERT INTO "_columns" VALUES('results','version','规则版本','Version of the rule');
INSERT INTO "_columns" VALUES('results','outcome','结果','One of the five outcomes');
INSERT INTO "_columns" VALUES('results','severity','程度','Gravest severity');
INSERT INTO "_columns" VALUES('results','reason','原因','Why, where it is not judged');
INSERT INTO "_columns" VALUES('result_findings','','规则结果所列问题','What a judgement found');
INSERT INTO "_columns" VALUES('result_findings','judgement_id','审核编号','The judgement');
INSERT INTO "_columns" VALUES('result_findings','fingerprint','问题标识','Identity of the finding');
INSERT INTO "_columns" VALUES('result_findings','rule','规则代码','Code of the rule');
INSERT INTO "_columns" VALUES('result_findings','subject','对象','What it is about');
INSERT INTO "_columns" VALUES('result_findings','severity','程度','error, warning, advice or hint');
INSERT INTO "_columns" VALUES('result_findings','message','问题描述','What is wrong, with the working');
INSERT INTO "_columns" VALUES('result_findings','evidence','证据（JSON 列表）','Places and what is printed there, JSON');
INSERT INTO "_columns" VALUES('cases','','案卷','One agency and year in one run: what was seen and how it was judged');
INSERT INTO "_columns" VALUES('cases','run_id','运行编号','The run');
INSERT INTO "_columns" VALUES('cases','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('cases','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('cases','state','公布情况','State on the board');
INSERT INTO "_columns" VALUES('cases','reason','说明','Why the state is so, in Chinese');
INSERT INTO "_columns" VALUES('cases','visit_run_id','所依据访问的运行编号','Run of the visit it rests on');
INSERT INTO "_columns" VALUES('cases','place_id','所依据访问的位置编号','Place of the visit it rests on');
INSERT INTO "_columns" VALUES('cases','claimed_date','所称公布日期','Claimed day of publication, ISO date');
INSERT INTO "_columns" VALUES('cases','claimed_basis','日期出处','Where the claimed day stands');
INSERT INTO "_columns" VALUES('cases','not_before','不早于','Last day that did not see it, ISO date');
INSERT INTO "_columns" VALUES('cases','not_after','不晚于','First day that saw it, ISO date');
INSERT INTO "_columns" VALUES('cases','report_id','年报编号','The report');
INSERT INTO "_columns" VALUES('cases','judgement_id','审核编号','The judgement, absent where we failed');
INSERT INTO "_columns" VALUES('findings','','问题','The life of a finding over all runs');
INSERT INTO "_columns" VALUES('findings','fingerprint','问题标识','Identity: rule, agency, year and subject');
INSERT INTO "_columns" VALUES('findings','rule','规则代码','Code of the rule');
INSERT INTO "_columns" VALUES('findings','rule_version','规则版本','Version of the rule that last found it');
INSERT INTO "_columns" VALUES('findings','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('findings','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('findings','subject','对象','What it is about');
INSERT INTO "_columns" VALUES('findings','severity','程度','error, warning, advice or hint');
INSERT INTO "_columns" VALUES('findings','message','问题描述','What is wrong, as last found');
INSERT INTO "_columns" VALUES('findings','evidence','证据（JSON 列表）','Places and what is printed there, JSON');
INSERT INTO "_columns" VALUES('findings','status','状态','open or gone');
INSERT INTO "_columns" VALUES('findings','first_seen_run','首次发现的运行编号','Run that first found it');
INSERT INTO "_columns" VALUES('findings','last_seen_run','最近发现的运行编号','Run that last found it');
INSERT INTO "_columns" VALUES('notices','','通知（代拟稿）','Drafts of notices that were written');
INSERT INTO "_columns" VALUES('notices','run_id','运行编号','The run whose findings it tells');
INSERT INTO "_columns" VALUES('notices','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('notices','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('notices','path','文件','File, relative to the folder of reports');
INSERT INTO "_columns" VALUES('notices','sha256','文件的 SHA-256','Hash of the file');
INSERT INTO "_columns" VALUES('notices','made_at','生成时间','Instant it was written, UTC');
CREATE TABLE "_migrations" (
   "number" INTEGER PRIMARY KEY NOT NULL,
   "name" TEXT NOT NULL
) STRICT;
INSERT INTO "_migrations" VALUES(1,'initial');
CREATE TABLE "agencies" (
   "agency_id" TEXT PRIMARY KEY NOT NULL,
   "name" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "region_code" TEXT NOT NULL,
   "aliases" TEXT NOT NULL,
   "parent_id" TEXT REFERENCES "agencies"("agency_id"),
   "is_vertical" INTEGER NOT NULL,
   "is_watched" INTEGER NOT NULL
) STRICT;
INSERT INTO "agencies" VALUES('gov','苏镇市人民政府','government','990100','[]',NULL,0,1);
INSERT INTO "agencies" VALUES('edu','苏镇市教育局','department','990100','["市教育局"]','gov',0,1);
CREATE TABLE "captures" (
   "run_id" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "capture_id" TEXT NOT NULL,
   "place_id" TEXT NOT NULL REFERENCES "places"("place_id"),
   "role" TEXT NOT NULL,
   "url" TEXT NOT NULL,
   "final_url" TEXT NOT NULL,
   "status" INTEGER NOT NULL,
   "requested_at" TEXT NOT NULL,
   "received_at" TEXT NOT NULL,
   "content_type" TEXT,
   "content_encoding" TEXT,
   "sha256" TEXT NOT NULL,
   "size" INTEGER NOT NULL,
   "derived_from" TEXT,
   PRIMARY KEY ("run_id", "capture_id")
) STRICT;
INSERT INTO "captures" VALUES('r1','c1','edu-own','article','http://jyj.example/2023.html','http://jyj.example/2023.html',200,'2024-02-05T01:00:00+00:00','2024-02-05T01:00:01+00:00','text/html',NULL,'abababababababababababababababababababababababababababababababab',11,NULL);
CREATE TABLE "cases" (
   "run_id" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "state" TEXT NOT NULL,
   "reason" TEXT,
   "visit_run_id" TEXT,
   "place_id" TEXT,
   "claimed_date" TEXT,
   "claimed_basis" TEXT,
   "not_before" TEXT,
   "not_after" TEXT,
   "report_id" INTEGER REFERENCES "reports"("report_id"),
   "judgement_id" INTEGER REFERENCES "judgements"("judgement_id"),
   FOREIGN KEY ("visit_run_id", "place_id", "year") REFERENCES "visits"("run_id", "place_id", "year"),
   PRIMARY KEY ("run_id", "agency_id", "year")
) STRICT;
INSERT INTO "cases" VALUES('r1','edu',2023,'on_time',NULL,'r1','edu-own','2024-01-30','label',NULL,'2024-02-05',1,1);
CREATE TABLE "duties" (
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "due_date" TEXT NOT NULL,
   "basis" TEXT NOT NULL,
   PRIMARY KEY ("agency_id", "year")
) STRICT;
INSERT INTO "duties" VALUES('edu',2023,'2024-01-31','《中华人民共和国政府信息公开条例》第四十九条第一款');
CREATE TABLE "figures" (
   "reading_id" INTEGER NOT NULL REFERENCES "readings"("reading_id"),
   "path" TEXT NOT NULL,
   "state" TEXT NOT NULL,
   "value" TEXT,
   "printed" TEXT,
   "at" TEXT NOT NULL,
   "reason" TEXT,
   PRIMARY KEY ("reading_id", "path")
) STRICT;
INSERT INTO "figures" VALUES(1,'requests.granted.total','number','5','5','表三 第1行 总计',NULL);
INSERT INTO "figures" VALUES(1,'fees.amount','number','1.50','1.50','表二 收费',NULL);
CREATE TABLE "findings" (
   "fingerprint" TEXT PRIMARY KEY NOT NULL,
   "rule" TEXT NOT NULL,
   "rule_version" INTEGER NOT NULL,
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "subject" TEXT NOT NULL,
   "severity" TEXT NOT NULL,
   "message" TEXT NOT NULL,
   "evidence" TEXT NOT NULL,
   "status" TEXT NOT NULL,
   "first_seen_run" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "last_seen_run" TEXT NOT NULL REFERENCES "runs"("run_id")
) STRICT;
INSERT INTO "findings" VALUES('7b3ef4b4ae00304b','CON01',1,'edu',2023,'requests.granted','error','3 + 1 = 4，报告填 5','[{"at":"表三 第1行 总计","printed":"5"}]','open','r1','r1');
INSERT INTO "findings" VALUES('0000000000000001','CON03',1,'edu',2023,'requests.own','error','本年新收与结转不符','[]','gone','r1','r1');
CREATE TABLE "judgements" (
   "judgement_id" INTEGER PRIMARY KEY NOT NULL,
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "digest" TEXT NOT NULL,
   "reading_id" INTEGER REFERENCES "readings"("reading_id"),
   "first_run_id" TEXT NOT NULL REFERENCES "runs"("run_id")
) STRICT;
INSERT INTO "judgements" VALUES(1,'edu',2023,'d2',1,'r1');
CREATE TABLE "notices" (
   "run_id" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "path" TEXT NOT NULL,
   "sha256" TEXT NOT NULL,
   "made_at" TEXT NOT NULL,
   PRIMARY KEY ("run_id", "agency_id", "year")
) STRICT;
INSERT INTO "notices" VALUES('r1','edu',2023,'2023/r1/edu.html','abab','2024-02-05T02:00:01+00:00');
CREATE TABLE "places" (
   "place_id" TEXT PRIMARY KEY NOT NULL,
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "kind" TEXT NOT NULL,
   "home_url" TEXT NOT NULL,
   "column_url" TEXT,
   "hosts" TEXT NOT NULL,
   "family" TEXT,
   "is_watched" INTEGER NOT NULL
) STRICT;
INSERT INTO "places" VALUES('edu-own','edu','own_site','http://jyj.example/',NULL,'["jyj.example"]',NULL,1);
CREATE TABLE "readings" (
   "reading_id" INTEGER PRIMARY KEY NOT NULL,
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "digest" TEXT NOT NULL,
   "reader_version" INTEGER NOT NULL,
   "media" TEXT NOT NULL,
   "title" TEXT,
   "agency" TEXT,
   "report_year" INTEGER,
   "edition" TEXT,
   "warnings" TEXT NOT NULL,
   "first_run_id" TEXT NOT NULL REFERENCES "runs"("run_id")
) STRICT;
INSERT INTO "readings" VALUES(1,'edu',2023,'d1',1,'html','苏镇市教育局2023年政府信息公开工作年度报告','苏镇市教育局',2023,'2021','[]','r1');
CREATE TABLE "reports" (
   "report_id" INTEGER PRIMARY KEY NOT NULL,
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "set_sha256" TEXT NOT NULL,
   "documents" TEXT NOT NULL,
   "title" TEXT,
   "url" TEXT,
   "first_run_id" TEXT NOT NULL REFERENCES "runs"("run_id")
) STRICT;
INSERT INTO "reports" VALUES(1,'edu',2023,'a7','["abababababababababababababababababababababababababababababababab"]','苏镇市教育局2023年政府信息公开工作年度报告','http://jyj.example/2023.html','r1');
CREATE TABLE "result_findings" (
   "judgement_id" INTEGER NOT NULL,
   "fingerprint" TEXT NOT NULL,
   "rule" TEXT NOT NULL,
   "subject" TEXT NOT NULL,
   "severity" TEXT NOT NULL,
   "message" TEXT NOT NULL,
   "evidence" TEXT NOT NULL,
   FOREIGN KEY ("judgement_id", "rule") REFERENCES "results"("judgement_id", "rule"),
   PRIMARY KEY ("judgement_id", "fingerprint")
) STRICT;
INSERT INTO "result_findings" VALUES(1,'7b3ef4b4ae00304b','CON01','requests.granted','error','3 + 1 = 4，报告填 5','[{"at":"表三 第1行 总计","printed":"5"}]');
CREATE TABLE "results" (
   "judgement_id" INTEGER NOT NULL REFERENCES "judgements"("judgement_id"),
   "rule" TEXT NOT NULL,
   "version" INTEGER NOT NULL,
   "outcome" TEXT NOT NULL,
   "severity" TEXT NOT NULL,
   "reason" TEXT,
   PRIMARY KEY ("judgement_id", "rule")
) STRICT;
INSERT INTO "results" VALUES(1,'CON01',1,'nonconforming','error',NULL);
CREATE TABLE "runs" (
   "run_id" TEXT PRIMARY KEY NOT NULL,
   "sequence" INTEGER NOT NULL,
   "job" TEXT NOT NULL,
   "years" TEXT NOT NULL,
   "as_of" TEXT NOT NULL,
   "started_at" TEXT NOT NULL,
   "finished_at" TEXT,
   "state" TEXT NOT NULL,
   "reason" TEXT
) STRICT;
INSERT INTO "runs" VALUES('r1',1,'run','[2023]','2024-02-05','2024-02-05T01:00:00+00:00','2024-02-05T02:00:00+00:00','finished',NULL);
INSERT INTO "runs" VALUES('r2',2,'run','[2023]','2024-02-06','2024-02-06T01:00:00+00:00',NULL,'running',NULL);
CREATE TABLE "visits" (
   "run_id" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "place_id" TEXT NOT NULL REFERENCES "places"("place_id"),
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "visit_class" TEXT NOT NULL,
   "started_at" TEXT NOT NULL,
   "ended_at" TEXT NOT NULL,
   "family" TEXT,
   "reason" TEXT,
   "tried" TEXT NOT NULL,
   "title" TEXT,
   "url" TEXT,
   "claimed_dates" TEXT NOT NULL,
   "documents" TEXT NOT NULL,
   "evidence" TEXT NOT NULL,
   "listed" INTEGER,
   "declared" INTEGER,
   "flags" TEXT NOT NULL,
   PRIMARY KEY ("run_id", "place_id", "year")
) STRICT;
INSERT INTO "visits" VALUES('r1','edu-own','edu',2023,'collected','2024-02-05T01:00:00+00:00','2024-02-05T01:01:00+00:00',NULL,NULL,'[]','苏镇市教育局2023年政府信息公开工作年度报告','http://jyj.example/2023.html','{"label":"2024-01-30"}','["c1"]','["c0","c1"]',3,NULL,'[]');
CREATE INDEX "idx_places_agency_id"
    ON "places" ("agency_id");
CREATE UNIQUE INDEX "idx_runs_sequence"
    ON "runs" ("sequence");
CREATE INDEX "idx_visits_agency_id_year"
    ON "visits" ("agency_id", "year");
CREATE INDEX "idx_visits_year_place_id"
    ON "visits" ("year", "place_id");
CREATE INDEX "idx_captures_sha256"
    ON "captures" ("sha256");
CREATE UNIQUE INDEX "idx_reports_agency_id_year_set_sha256"
    ON "reports" ("agency_id", "year", "set_sha256");
CREATE UNIQUE INDEX "idx_readings_agency_id_year_digest"
    ON "readings" ("agency_id", "year", "digest");
CREATE UNIQUE INDEX "idx_judgements_agency_id_year_digest"
    ON "judgements" ("agency_id", "year", "digest");
CREATE INDEX "idx_cases_agency_id_year"
    ON "cases" ("agency_id", "year");
CREATE INDEX "idx_cases_judgement_id"
    ON "cases" ("judgement_id");
CREATE INDEX "idx_findings_agency_id_year"
    ON "findings" ("agency_id", "year");
CREATE INDEX "idx_findings_rule"
    ON "findings" ("rule");
CREATE INDEX "idx_findings_status_severity"
    ON "findings" ("status", "severity");
CREATE INDEX "idx_notices_agency_id_year"
    ON "notices" ("agency_id", "year");
COMMIT;
