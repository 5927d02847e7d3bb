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
INSERT INTO "_columns" VALUES('公布情况','','公布情况','The last known state of publication for each agency and year');
INSERT INTO "_columns" VALUES('公布情况','机关','机关','Full name of the agency');
INSERT INTO "_columns" VALUES('公布情况','类别','类别','Kind of agency');
INSERT INTO "_columns" VALUES('公布情况','年度','年度','Year the report is on');
INSERT INTO "_columns" VALUES('公布情况','情况','情况','State of publication');
INSERT INTO "_columns" VALUES('公布情况','说明','说明','Why the state is so');
INSERT INTO "_columns" VALUES('公布情况','最后期限','最后期限','Last day on time, inclusive');
INSERT INTO "_columns" VALUES('公布情况','所称公布日期','所称公布日期','Day of publication as the portal claims');
INSERT INTO "_columns" VALUES('公布情况','不早于','不早于','Last day on which the report was not seen');
INSERT INTO "_columns" VALUES('公布情况','不晚于','不晚于','First day on which the report was seen');
INSERT INTO "_columns" VALUES('公布情况','网址','网址','Address of the report');
INSERT INTO "_columns" VALUES('公布情况','判定日','判定日','Day of judgement');
INSERT INTO "_columns" VALUES('公布情况','运行编号','运行编号','The run that judged');
INSERT INTO "_columns" VALUES('运行记录','','运行记录','All runs, also those that did not finish');
INSERT INTO "_columns" VALUES('运行记录','运行编号','运行编号','Key of the run');
INSERT INTO "_columns" VALUES('运行记录','任务','任务','What was done');
INSERT INTO "_columns" VALUES('运行记录','判定日','判定日','Day of judgement');
INSERT INTO "_columns" VALUES('运行记录','开始','开始','Instant of the start, UTC');
INSERT INTO "_columns" VALUES('运行记录','结束','结束','Instant of the end, UTC');
INSERT INTO "_columns" VALUES('运行记录','状态','状态','Whether it came to its end');
INSERT INTO "_columns" VALUES('运行记录','失败原因','失败原因','Why it failed');
INSERT INTO "_columns" VALUES('数据项一览','','数据项一览','The figures of the report last judged, one row a cell');
INSERT INTO "_columns" VALUES('数据项一览','机关','机关','Full name of the agency');
INSERT INTO "_columns" VALUES('数据项一览','年度','年度','Year the report is on');
INSERT INTO "_columns" VALUES('数据项一览','数据项','数据项','Name of the cell');
INSERT INTO "_columns" VALUES('数据项一览','数值','数值','Exact number as text');
INSERT INTO "_columns" VALUES('数据项一览','原文','原文','Text as printed');
INSERT INTO "_columns" VALUES('数据项一览','位置','位置','Where it stands in the report');
INSERT INTO "_columns" VALUES('数据项一览','状态','状态','How the cell was found');
INSERT INTO "_columns" VALUES('decisions','','人工认定','What people decided on findings; rows are added, never changed or removed');
INSERT INTO "_columns" VALUES('decisions','decision_id','认定编号','Key, in the order of the decisions');
INSERT INTO "_columns" VALUES('decisions','fingerprint','问题标识','The finding decided on');
INSERT INTO "_columns" VALUES('decisions','run_id','所认定的运行编号','Run that had found it last');
INSERT INTO "_columns" VALUES('decisions','rule','规则代码','Code of the rule');
INSERT INTO "_columns" VALUES('decisions','rule_version','规则版本','Version of the rule that had found it');
INSERT INTO "_columns" VALUES('decisions','finding_sha256','问题内容的 SHA-256','Hash of what the finding then said');
INSERT INTO "_columns" VALUES('decisions','verdict','认定结果','upheld or rejected');
INSERT INTO "_columns" VALUES('decisions','decided_by','认定人','Name of the person');
INSERT INTO "_columns" VALUES('decisions','decided_at','认定时间','Instant of the decision, UTC');
INSERT INTO "_columns" VALUES('decisions','reason','理由','Why, in the words of the person');
INSERT INTO "_columns" VALUES('inputs','','审核依据','Registries and settings that runs started from, each kept once');
INSERT INTO "_columns" VALUES('inputs','sha256','内容的 SHA-256','Hash of the content');
INSERT INTO "_columns" VALUES('inputs','content','内容（JSON）','The registry or the settings, JSON');
INSERT INTO "_columns" VALUES('run_inputs','','运行的审核依据','What a run started from');
INSERT INTO "_columns" VALUES('run_inputs','run_id','运行编号','The run');
INSERT INTO "_columns" VALUES('run_inputs','registry_sha256','名录的 SHA-256','The registry');
INSERT INTO "_columns" VALUES('run_inputs','settings_sha256','审核设置的 SHA-256','The settings of the audit');
INSERT INTO "_columns" VALUES('results','is_shadow','是否影子规则（0/1）','Whether the rule ran in shadow');
INSERT INTO "_columns" VALUES('findings','is_shadow','是否影子规则（0/1）','Whether the rule ran in shadow');
INSERT INTO "_columns" VALUES('result_findings','paths','所涉数据项（JSON 列表）','Figures it rests on, a JSON list');
INSERT INTO "_columns" VALUES('result_findings','second','第二次识读（JSON）','What a second reader said of them, JSON');
INSERT INTO "_columns" VALUES('人工认定一览','','人工认定一览','All decisions, the latest first');
INSERT INTO "_columns" VALUES('人工认定一览','机关','机关','Full name of the agency');
INSERT INTO "_columns" VALUES('人工认定一览','年度','年度','Year the report is on');
INSERT INTO "_columns" VALUES('人工认定一览','规则','规则','Code of the rule');
INSERT INTO "_columns" VALUES('人工认定一览','规则版本','规则版本','Version of the rule that had found it');
INSERT INTO "_columns" VALUES('人工认定一览','问题','问题','What is wrong, as last found');
INSERT INTO "_columns" VALUES('人工认定一览','认定','认定','What was decided');
INSERT INTO "_columns" VALUES('人工认定一览','认定人','认定人','Name of the person');
INSERT INTO "_columns" VALUES('人工认定一览','认定时间','认定时间','Instant of the decision, UTC');
INSERT INTO "_columns" VALUES('人工认定一览','理由','理由','Why');
INSERT INTO "_columns" VALUES('人工认定一览','问题标识','问题标识','Identity of the finding');
INSERT INTO "_columns" VALUES('results','obstacle','无法判定的原因类别','not_held or unclear; empty where the rule judged, and in judgements of older programs');
INSERT INTO "_columns" VALUES('cases','judged_sha256','据以审核的文件的 SHA-256','The document that was judged, its first page; empty where none was, or unknown');
INSERT INTO "_columns" VALUES('last_sights','','上次采集所见','What the last visit to a place saw of list and report; only the latest is kept');
INSERT INTO "_columns" VALUES('last_sights','place_id','位置编号','The place');
INSERT INTO "_columns" VALUES('last_sights','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('last_sights','run_id','运行编号','Run of the visit');
INSERT INTO "_columns" VALUES('last_sights','started_at','开始时间','Instant of the start of the visit, UTC');
INSERT INTO "_columns" VALUES('last_sights','seen','所见（JSON）','Fingerprints of the list and the documents, JSON');
INSERT INTO "_columns" VALUES('agency_names','','机关名称沿革','The names of agencies over time, as the registry gave them');
INSERT INTO "_columns" VALUES('agency_names','name_id','编号','Key');
INSERT INTO "_columns" VALUES('agency_names','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('agency_names','kind','名称类别','full, other or former');
INSERT INTO "_columns" VALUES('agency_names','name','名称','The name');
INSERT INTO "_columns" VALUES('agency_names','known_from','何时起','Instant of the registry that first said so, UTC');
INSERT INTO "_columns" VALUES('agency_names','known_until','至何时','Instant of the first that no longer did; absent: still');
INSERT INTO "_columns" VALUES('duty_history','','公布义务沿革','What the registry said over time of the day by which a report is owed');
INSERT INTO "_columns" VALUES('duty_history','duty_id','编号','Key');
INSERT INTO "_columns" VALUES('duty_history','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('duty_history','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('duty_history','due_date','最后期限（含当日）','Last day on time, inclusive, ISO date');
INSERT INTO "_columns" VALUES('duty_history','basis','依据','Legal basis');
INSERT INTO "_columns" VALUES('duty_history','known_from','何时起','Instant of the registry that first said so, UTC');
INSERT INTO "_columns" VALUES('duty_history','known_until','至何时','Instant of the first that no longer did; absent: still');
INSERT INTO "_columns" VALUES('report_versions','','年报版本','What a place showed as the report, one after another; pages around it do not count');
INSERT INTO "_columns" VALUES('report_versions','version_id','版本编号','Key');
INSERT INTO "_columns" VALUES('report_versions','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('report_versions','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('report_versions','place_id','位置编号','The place that showed it');
INSERT INTO "_columns" VALUES('report_versions','number','第几版','Counts from 1 for a place and year');
INSERT INTO "_columns" VALUES('report_versions','change','与前一版相比','first, content, or unclear: only the bytes differ');
INSERT INTO "_columns" VALUES('report_versions','replaces','所替换的版本编号','The version that stood there before');
INSERT INTO "_columns" VALUES('report_versions','report_id','年报编号','Its documents, as last seen');
INSERT INTO "_columns" VALUES('report_versions','reading_id','识读编号','What was last read of it');
INSERT INTO "_columns" VALUES('report_versions','judged_sha256','据以审核的文件的 SHA-256','The document last judged');
INSERT INTO "_columns" VALUES('report_versions','first_seen_run','首次看到的运行编号','Run that first saw it');
INSERT INTO "_columns" VALUES('report_versions','first_seen_at','首次看到的时间','Instant of that visit, UTC');
INSERT INTO "_columns" VALUES('report_versions','last_seen_run','最近看到的运行编号','Run that last saw it');
INSERT INTO "_columns" VALUES('report_versions','last_seen_at','最近看到的时间','Instant of that visit, UTC');
INSERT INTO "_columns" VALUES('finding_history','','问题经历','Each change in the life of a finding; rows are added, never changed or removed');
INSERT INTO "_columns" VALUES('finding_history','fingerprint','问题标识','The finding');
INSERT INTO "_columns" VALUES('finding_history','run_id','运行编号','Run in which it changed');
INSERT INTO "_columns" VALUES('finding_history','former_state','原状态','State before; absent when it was new');
INSERT INTO "_columns" VALUES('finding_history','state','状态','A state, as findings have it');
INSERT INTO "_columns" VALUES('finding_history','rule_version','规则版本','Version of the rule then');
INSERT INTO "_columns" VALUES('finding_history','finding_sha256','问题内容的 SHA-256','Hash of what it then said');
INSERT INTO "_columns" VALUES('finding_history','judgement_id','审核编号','The judgement that says it, with its words');
INSERT INTO "_columns" VALUES('finding_history','reason','说明','Why the state changed');
INSERT INTO "_columns" VALUES('readings','text_sha256','正文文字的 SHA-256','Hash over the report''s own words, without the page around; empty where it cannot be compared');
INSERT INTO "_columns" VALUES('figures','second','第二次识读','same or abstained; empty where it was not asked, or differs, which the reason then says');
INSERT INTO "_columns" VALUES('findings','state','经历状态','new, persisting, rectified, withdrawn, dropped (our judgement changed) or reopened');
INSERT INTO "_columns" VALUES('events','','操作记录','All that people and jobs did, chained by hashes; rows are only added');
INSERT INTO "_columns" VALUES('events','event_id','序号','Counts from 1 without gaps');
INSERT INTO "_columns" VALUES('events','at','时间','Instant, UTC');
INSERT INTO "_columns" VALUES('events','actor','操作人','Name of the person, or of the job');
INSERT INTO "_columns" VALUES('events','kind','事项','What was done');
INSERT INTO "_columns" VALUES('events','table_name','表名','Table that a row was added to, or empty');
INSERT INTO "_columns" VALUES('events','row_key','行编号','Key of that row, or 0');
INSERT INTO "_columns" VALUES('events','content','内容（JSON）','The row, or what was done, canonical JSON');
INSERT INTO "_columns" VALUES('events','previous_sha256','前一行的校验值','Hash of the row before');
INSERT INTO "_columns" VALUES('events','sha256','校验值','Hash over this row and the one before');
INSERT INTO "_columns" VALUES('waivers','','豁免','Findings that are not to be told for a time; rows are only added');
INSERT INTO "_columns" VALUES('waivers','waiver_id','豁免编号','Key');
INSERT INTO "_columns" VALUES('waivers','rule','规则代码','Code of the rule; absent: every rule');
INSERT INTO "_columns" VALUES('waivers','agency_id','机关编号','The agency; absent: every agency');
INSERT INTO "_columns" VALUES('waivers','year','报告年度','Year the report is on; absent: every year');
INSERT INTO "_columns" VALUES('waivers','from_date','起始日（含当日）','First day in force, ISO date');
INSERT INTO "_columns" VALUES('waivers','until_date','截止日（含当日）','Last day in force, ISO date');
INSERT INTO "_columns" VALUES('waivers','reason','理由','Why');
INSERT INTO "_columns" VALUES('waivers','waived_by','豁免人','Name of the person');
INSERT INTO "_columns" VALUES('waivers','waived_at','登记时间','Instant it was written down, UTC');
INSERT INTO "_columns" VALUES('waiver_ends','','豁免终止','Waivers that were ended before their time; rows are only added');
INSERT INTO "_columns" VALUES('waiver_ends','end_id','编号','Key');
INSERT INTO "_columns" VALUES('waiver_ends','waiver_id','豁免编号','The waiver');
INSERT INTO "_columns" VALUES('waiver_ends','from_date','自何日起不再豁免','First day no longer in force, ISO date');
INSERT INTO "_columns" VALUES('waiver_ends','reason','理由','Why');
INSERT INTO "_columns" VALUES('waiver_ends','ended_by','终止人','Name of the person');
INSERT INTO "_columns" VALUES('waiver_ends','ended_at','终止时间','Instant it was written down, UTC');
INSERT INTO "_columns" VALUES('notices','','文书（代拟稿）','Documents that were drafted; frozen once released');
INSERT INTO "_columns" VALUES('notices','notice_id','文书编号','Key');
INSERT INTO "_columns" VALUES('notices','kind','种类','notice, reminder, urging, recheck, circular or another');
INSERT INTO "_columns" VALUES('notices','run_id','运行编号','The run whose findings it tells');
INSERT INTO "_columns" VALUES('notices','agency_id','机关编号','The agency; absent where it speaks of all');
INSERT INTO "_columns" VALUES('notices','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('notices','path','文件','File, relative to the folder of reports');
INSERT INTO "_columns" VALUES('notices','sha256','文件的 SHA-256','Hash of the file');
INSERT INTO "_columns" VALUES('notices','made_at','生成时间','Instant it was written, UTC');
INSERT INTO "_columns" VALUES('notices','reply_due','要求反馈的日期','Day by which a reply is asked, ISO date');
INSERT INTO "_columns" VALUES('notices','supersedes','所更正的文书编号','The released document it corrects');
INSERT INTO "_columns" VALUES('notice_items','','文书所列问题','The findings a document lists, with the words and values told');
INSERT INTO "_columns" VALUES('notice_items','notice_id','文书编号','The document');
INSERT INTO "_columns" VALUES('notice_items','position','序号','Place in the list, from 1');
INSERT INTO "_columns" VALUES('notice_items','fingerprint','问题标识','The finding');
INSERT INTO "_columns" VALUES('notice_items','rule','规则代码','Code of the rule');
INSERT INTO "_columns" VALUES('notice_items','rule_version','规则版本','Version of the rule');
INSERT INTO "_columns" VALUES('notice_items','severity','程度','error, warning, advice or hint');
INSERT INTO "_columns" VALUES('notice_items','subject','对象','What it is about');
INSERT INTO "_columns" VALUES('notice_items','message','问题描述','What is wrong, as told');
INSERT INTO "_columns" VALUES('notice_items','evidence','证据（JSON 列表）','Places and what is printed there, JSON');
INSERT INTO "_columns" VALUES('notice_states','','文书办理经过','How a document went on; without a row it is a draft; rows are only added');
INSERT INTO "_columns" VALUES('notice_states','state_id','编号','Key, in the order of the steps');
INSERT INTO "_columns" VALUES('notice_states','notice_id','文书编号','The document');
INSERT INTO "_columns" VALUES('notice_states','state','状态','draft, in_review, released, delivered, replied or closed');
INSERT INTO "_columns" VALUES('notice_states','sha256','文件的 SHA-256','Hash of the file at this step');
INSERT INTO "_columns" VALUES('notice_states','items_sha256','所列问题的 SHA-256','Hash over the findings it then listed');
INSERT INTO "_columns" VALUES('notice_states','number','文号','Number of the document, given at release');
INSERT INTO "_columns" VALUES('notice_states','moved_by','经办人','Name of the person, or of the job');
INSERT INTO "_columns" VALUES('notice_states','moved_at','时间','Instant, UTC');
INSERT INTO "_columns" VALUES('notice_states','reason','说明','Why, where there is something to say');
INSERT INTO "_columns" VALUES('replies','','整改反馈','What agencies answered to documents; rows are only added');
INSERT INTO "_columns" VALUES('replies','reply_id','反馈编号','Key');
INSERT INTO "_columns" VALUES('replies','notice_id','文书编号','The document answered');
INSERT INTO "_columns" VALUES('replies','received_date','收到日期','Day it came in, ISO date');
INSERT INTO "_columns" VALUES('replies','words','内容','What the agency says');
INSERT INTO "_columns" VALUES('replies','sha256','来文的 SHA-256','Hash of the paper that came in, if kept');
INSERT INTO "_columns" VALUES('replies','entered_by','登记人','Name of the person');
INSERT INTO "_columns" VALUES('replies','entered_at','登记时间','Instant it was written down, UTC');
INSERT INTO "_columns" VALUES('reply_items','','反馈所答问题','What a reply says of single findings; rows are only added');
INSERT INTO "_columns" VALUES('reply_items','answer_id','编号','Key');
INSERT INTO "_columns" VALUES('reply_items','reply_id','反馈编号','The reply');
INSERT INTO "_columns" VALUES('reply_items','fingerprint','问题标识','The finding');
INSERT INTO "_columns" VALUES('reply_items','answer','答复','corrected, disputed or explained');
INSERT INTO "_columns" VALUES('reply_items','words','说明','In the words of the agency');
INSERT INTO "_columns" VALUES('deliveries','','投递记录','Each attempt to deliver a document; rows are only added');
INSERT INTO "_columns" VALUES('deliveries','delivery_id','投递编号','Key');
INSERT INTO "_columns" VALUES('deliveries','notice_id','文书编号','The document');
INSERT INTO "_columns" VALUES('deliveries','channel','方式','email, webhook, folder or another');
INSERT INTO "_columns" VALUES('deliveries','target','送往','Address, group or folder');
INSERT INTO "_columns" VALUES('deliveries','attempt','第几次','Counts from 1 for a document, channel and target');
INSERT INTO "_columns" VALUES('deliveries','outcome','结果','delivered, failed or dry_run');
INSERT INTO "_columns" VALUES('deliveries','reason','失败原因','Why it failed');
INSERT INTO "_columns" VALUES('deliveries','receipt','回执','What the other side answered, e.g. a message id');
INSERT INTO "_columns" VALUES('deliveries','sha256','所投文件的 SHA-256','Hash of what was sent');
INSERT INTO "_columns" VALUES('deliveries','attempted_by','操作人','Name of the person, or of the job');
INSERT INTO "_columns" VALUES('deliveries','attempted_at','时间','Instant, UTC');
INSERT INTO "_columns" VALUES('narrative_texts','','正文文字','The words of parts of reports, each wording kept once');
INSERT INTO "_columns" VALUES('narrative_texts','text_id','文字编号','Key');
INSERT INTO "_columns" VALUES('narrative_texts','sha256','文字的 SHA-256','Hash of the words');
INSERT INTO "_columns" VALUES('narrative_texts','text','文字','The words, without tables');
INSERT INTO "_columns" VALUES('narratives','','正文','The parts of a reading and their words');
INSERT INTO "_columns" VALUES('narratives','reading_id','识读编号','The reading');
INSERT INTO "_columns" VALUES('narratives','part','部分','Part of the report, or preamble');
INSERT INTO "_columns" VALUES('narratives','heading','标题','Heading as printed, empty for the preamble');
INSERT INTO "_columns" VALUES('narratives','text_id','文字编号','Its words');
INSERT INTO "_columns" VALUES('finding_texts','','问题文字','What can be searched of a finding: agency, rule, subject, words, evidence');
INSERT INTO "_columns" VALUES('finding_texts','text_id','文字编号','Key');
INSERT INTO "_columns" VALUES('finding_texts','fingerprint','问题标识','The finding');
INSERT INTO "_columns" VALUES('finding_texts','text','文字','The words');
INSERT INTO "_columns" VALUES('search_progress','','检索进度','How far an index has come; what lies beyond is searched without it');
INSERT INTO "_columns" VALUES('search_progress','name','检索名称','The index');
INSERT INTO "_columns" VALUES('search_progress','indexed_to','已收录至','Key of the last row in the index');
INSERT INTO "_columns" VALUES('narrative_search','','正文检索','Index of the words of reports');
INSERT INTO "_columns" VALUES('narrative_search','text','被检索的文字','Text that is searched');
INSERT INTO "_columns" VALUES('finding_search','','问题检索','Index of the words of findings');
INSERT INTO "_columns" VALUES('finding_search','text','被检索的文字','Text that is searched');
INSERT INTO "_columns" VALUES('问题一览','','问题一览','All findings with the names of the agencies, without rules in shadow');
INSERT INTO "_columns" VALUES('问题一览','机关','机关','Full name of the agency');
INSERT INTO "_columns" VALUES('问题一览','年度','年度','Year the report is on');
INSERT INTO "_columns" VALUES('问题一览','规则','规则','Code of the rule');
INSERT INTO "_columns" VALUES('问题一览','程度','程度','Severity');
INSERT INTO "_columns" VALUES('问题一览','问题','问题','What is wrong, as last found');
INSERT INTO "_columns" VALUES('问题一览','对象','对象','What it is about');
INSERT INTO "_columns" VALUES('问题一览','状态','状态','Whether it still stands');
INSERT INTO "_columns" VALUES('问题一览','经历','经历','Where it stands in its life');
INSERT INTO "_columns" VALUES('问题一览','首次发现','首次发现','Day of the run that first found it');
INSERT INTO "_columns" VALUES('问题一览','最近发现','最近发现','Day of the run that last found it');
INSERT INTO "_columns" VALUES('问题一览','已通知','已通知','Whether a released document lists it');
INSERT INTO "_columns" VALUES('问题一览','有异议','有异议','Whether the agency disputes it in its last answer');
INSERT INTO "_columns" VALUES('问题一览','已豁免','已豁免','Whether a waiver covers it on the day last judged');
INSERT INTO "_columns" VALUES('问题一览','人工认定','人工认定','The last decision on it');
INSERT INTO "_columns" VALUES('问题一览','问题标识','问题标识','Identity of the finding');
INSERT INTO "_columns" VALUES('影子规则发现','','影子规则发现','What rules in shadow found, for reviewers only');
INSERT INTO "_columns" VALUES('影子规则发现','机关','机关','Full name of the agency');
INSERT INTO "_columns" VALUES('影子规则发现','年度','年度','Year the report is on');
INSERT INTO "_columns" VALUES('影子规则发现','规则','规则','Code of the rule');
INSERT INTO "_columns" VALUES('影子规则发现','程度','程度','Severity');
INSERT INTO "_columns" VALUES('影子规则发现','问题','问题','What is wrong, as last found');
INSERT INTO "_columns" VALUES('影子规则发现','对象','对象','What it is about');
INSERT INTO "_columns" VALUES('影子规则发现','状态','状态','Whether it still stands');
INSERT INTO "_columns" VALUES('影子规则发现','经历','经历','Where it stands in its life');
INSERT INTO "_columns" VALUES('影子规则发现','首次发现','首次发现','Day of the run that first found it');
INSERT INTO "_columns" VALUES('影子规则发现','最近发现','最近发现','Day of the run that last found it');
INSERT INTO "_columns" VALUES('影子规则发现','已通知','已通知','Whether a released document lists it');
INSERT INTO "_columns" VALUES('影子规则发现','有异议','有异议','Whether the agency disputes it in its last answer');
INSERT INTO "_columns" VALUES('影子规则发现','已豁免','已豁免','Whether a waiver covers it on the day last judged');
INSERT INTO "_columns" VALUES('影子规则发现','人工认定','人工认定','The last decision on it');
INSERT INTO "_columns" VALUES('影子规则发现','问题标识','问题标识','Identity of the finding');
INSERT INTO "_columns" VALUES('问题经历','','问题经历','Each change in the life of findings, the latest first');
INSERT INTO "_columns" VALUES('问题经历','机关','机关','Full name of the agency');
INSERT INTO "_columns" VALUES('问题经历','年度','年度','Year the report is on');
INSERT INTO "_columns" VALUES('问题经历','规则','规则','Code of the rule');
INSERT INTO "_columns" VALUES('问题经历','对象','对象','What the finding is about');
INSERT INTO "_columns" VALUES('问题经历','判定日','判定日','Day of judgement');
INSERT INTO "_columns" VALUES('问题经历','原状态','原状态','State before');
INSERT INTO "_columns" VALUES('问题经历','现状态','现状态','State then');
INSERT INTO "_columns" VALUES('问题经历','说明','说明','Why the state changed');
INSERT INTO "_columns" VALUES('问题经历','问题标识','问题标识','Identity of the finding');
INSERT INTO "_columns" VALUES('问题经历','运行编号','运行编号','The run');
INSERT INTO "_columns" VALUES('年报版本一览','','年报版本一览','What places showed as reports, one version after another');
INSERT INTO "_columns" VALUES('年报版本一览','机关','机关','Full name of the agency');
INSERT INTO "_columns" VALUES('年报版本一览','年度','年度','Year the report is on');
INSERT INTO "_columns" VALUES('年报版本一览','位置编号','位置编号','The place');
INSERT INTO "_columns" VALUES('年报版本一览','第几版','第几版','Counts from 1');
INSERT INTO "_columns" VALUES('年报版本一览','变化','变化','Compared with the version before');
INSERT INTO "_columns" VALUES('年报版本一览','标题','标题','Title in the portal');
INSERT INTO "_columns" VALUES('年报版本一览','网址','网址','Address');
INSERT INTO "_columns" VALUES('年报版本一览','首次看到','首次看到','Instant, UTC');
INSERT INTO "_columns" VALUES('年报版本一览','最近看到','最近看到','Instant, UTC');
INSERT INTO "_columns" VALUES('文书一览','','文书一览','Documents and how far they have come, the latest first');
INSERT INTO "_columns" VALUES('文书一览','文书编号','文书编号','Key');
INSERT INTO "_columns" VALUES('文书一览','机关','机关','Full name of the agency');
INSERT INTO "_columns" VALUES('文书一览','年度','年度','Year the report is on');
INSERT INTO "_columns" VALUES('文书一览','种类','种类','Kind of document');
INSERT INTO "_columns" VALUES('文书一览','状态','状态','How far it has come');
INSERT INTO "_columns" VALUES('文书一览','文号','文号','Number given at release');
INSERT INTO "_columns" VALUES('文书一览','问题数','问题数','Findings it lists');
INSERT INTO "_columns" VALUES('文书一览','签发时间','签发时间','Instant of the release, UTC');
INSERT INTO "_columns" VALUES('文书一览','要求反馈','要求反馈','Day by which a reply is asked');
INSERT INTO "_columns" VALUES('文书一览','文件','文件','File, relative to the folder of reports');
INSERT INTO "_columns" VALUES('文书一览','生成时间','生成时间','Instant it was written, UTC');
INSERT INTO "_columns" VALUES('豁免一览','','豁免一览','All waivers, the latest first');
INSERT INTO "_columns" VALUES('豁免一览','豁免编号','豁免编号','Key');
INSERT INTO "_columns" VALUES('豁免一览','规则','规则','Code of the rule, or all');
INSERT INTO "_columns" VALUES('豁免一览','机关','机关','Full name of the agency, or all');
INSERT INTO "_columns" VALUES('豁免一览','年度','年度','Year, or all');
INSERT INTO "_columns" VALUES('豁免一览','起始日','起始日','First day in force');
INSERT INTO "_columns" VALUES('豁免一览','截止日','截止日','Last day in force');
INSERT INTO "_columns" VALUES('豁免一览','理由','理由','Why');
INSERT INTO "_columns" VALUES('豁免一览','豁免人','豁免人','Name of the person');
INSERT INTO "_columns" VALUES('豁免一览','终止','终止','First day no longer in force, where it was ended before its time');
INSERT INTO "_columns" VALUES('豁免一览','终止人','终止人','Who ended it');
INSERT INTO "_columns" VALUES('豁免一览','终止理由','终止理由','Why it was ended');
INSERT INTO "_columns" VALUES('机关名称一览','','机关名称一览','The names of agencies over time');
INSERT INTO "_columns" VALUES('机关名称一览','机关编号','机关编号','Key of the agency');
INSERT INTO "_columns" VALUES('机关名称一览','类别','类别','Kind of name');
INSERT INTO "_columns" VALUES('机关名称一览','名称','名称','The name');
INSERT INTO "_columns" VALUES('机关名称一览','何时起','何时起','Instant of the registry that first had it, UTC');
INSERT INTO "_columns" VALUES('机关名称一览','至何时','至何时','Instant of the first that no longer had it, UTC');
INSERT INTO "_columns" VALUES('操作记录','','操作记录','All that people and jobs did, the latest first');
INSERT INTO "_columns" VALUES('操作记录','序号','序号','Counts from 1 without gaps');
INSERT INTO "_columns" VALUES('操作记录','时间','时间','Instant, UTC');
INSERT INTO "_columns" VALUES('操作记录','操作人','操作人','Name of the person, or of the job');
INSERT INTO "_columns" VALUES('操作记录','事项','事项','What was done');
INSERT INTO "_columns" VALUES('操作记录','内容','内容','The row that was added, or what was done, JSON');
INSERT INTO "_columns" VALUES('操作记录','校验值','校验值','Hash over this row and the one before');
INSERT INTO "_columns" VALUES('last_day','','最近判定日','The last day anything was judged: a view must not ask the clock');
INSERT INTO "_columns" VALUES('last_day','day','最近判定日','Day of judgement, ISO date');
INSERT INTO "_columns" VALUES('latest_cases','','最近案卷','The last case of each agency and year, from finished runs');
INSERT INTO "_columns" VALUES('latest_cases','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('latest_cases','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('latest_cases','run_id','运行编号','The run');
INSERT INTO "_columns" VALUES('latest_cases','as_of','判定日','Day of judgement, ISO date');
INSERT INTO "_columns" VALUES('latest_cases','state','公布情况','State on the board');
INSERT INTO "_columns" VALUES('latest_cases','reason','说明','Why the state is so, in Chinese');
INSERT INTO "_columns" VALUES('latest_cases','claimed_date','所称公布日期','Claimed day of publication, ISO date');
INSERT INTO "_columns" VALUES('latest_cases','not_before','不早于','Last day that did not see it, ISO date');
INSERT INTO "_columns" VALUES('latest_cases','not_after','不晚于','First day that saw it, ISO date');
INSERT INTO "_columns" VALUES('latest_cases','report_id','年报编号','The report');
INSERT INTO "_columns" VALUES('latest_cases','judgement_id','审核编号','The judgement');
INSERT INTO "_columns" VALUES('latest_readings','','最近识读','The reading last judged for each agency and year');
INSERT INTO "_columns" VALUES('latest_readings','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('latest_readings','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('latest_readings','reading_id','识读编号','The reading');
INSERT INTO "_columns" VALUES('latest_readings','judgement_id','审核编号','The judgement');
INSERT INTO "_columns" VALUES('key_figures','','主要数据项','Counts that are compared over years and agencies');
INSERT INTO "_columns" VALUES('key_figures','reading_id','识读编号','The reading');
INSERT INTO "_columns" VALUES('key_figures','path','数据项名称','Name of the cell: table.row.column');
INSERT INTO "_columns" VALUES('key_figures','number','数值','The number, where one could be read');
INSERT INTO "_columns" VALUES('waivers_in_force','','现行豁免','Waivers in force on the day last judged');
INSERT INTO "_columns" VALUES('waivers_in_force','waiver_id','豁免编号','The waiver');
INSERT INTO "_columns" VALUES('waivers_in_force','rule','规则代码','Code of the rule; absent: every rule');
INSERT INTO "_columns" VALUES('waivers_in_force','agency_id','机关编号','The agency; absent: every agency');
INSERT INTO "_columns" VALUES('waivers_in_force','year','报告年度','Year the report is on; absent: every year');
INSERT INTO "_columns" VALUES('waived_findings','','已豁免问题','Findings covered by a waiver in force on the day last judged');
INSERT INTO "_columns" VALUES('waived_findings','waiver_id','豁免编号','The waiver');
INSERT INTO "_columns" VALUES('waived_findings','fingerprint','问题标识','The finding');
INSERT INTO "_columns" VALUES('rejected_findings','','已认定不属实的问题','Findings a person rejected, of the same version of the rule and saying the same');
INSERT INTO "_columns" VALUES('rejected_findings','fingerprint','问题标识','The finding');
INSERT INTO "_columns" VALUES('rejected_findings','rule','规则代码','Code of the rule');
INSERT INTO "_columns" VALUES('rejected_findings','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('rejected_findings','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('standing_findings','','可列举的现存问题','Findings that stand and may be named: not in shadow, not waived, not rejected');
INSERT INTO "_columns" VALUES('standing_findings','fingerprint','问题标识','The finding');
INSERT INTO "_columns" VALUES('standing_findings','rule','规则代码','Code of the rule');
INSERT INTO "_columns" VALUES('standing_findings','agency_id','机关编号','The agency');
INSERT INTO "_columns" VALUES('standing_findings','year','报告年度','Year the report is on');
INSERT INTO "_columns" VALUES('standing_findings','severity','程度','error, warning, advice or hint');
INSERT INTO "_columns" VALUES('standing_findings','first_seen_run','首次发现的运行编号','Run that first found it');
CREATE TABLE "_migrations" (
   "number" INTEGER PRIMARY KEY NOT NULL,
   "name" TEXT NOT NULL
) STRICT;
INSERT INTO "_migrations" VALUES(1,'initial');
INSERT INTO "_migrations" VALUES(2,'views');
INSERT INTO "_migrations" VALUES(3,'decisions');
INSERT INTO "_migrations" VALUES(4,'how_judged');
INSERT INTO "_migrations" VALUES(5,'last_sight');
INSERT INTO "_migrations" VALUES(6,'whole');
INSERT INTO "_migrations" VALUES(7,'questions');
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
   "judgement_id" INTEGER REFERENCES "judgements"("judgement_id"), "judged_sha256" TEXT NOT NULL DEFAULT '',
   FOREIGN KEY ("visit_run_id", "place_id", "year") REFERENCES "visits"("run_id", "place_id", "year"),
   PRIMARY KEY ("run_id", "agency_id", "year")
) STRICT;
INSERT INTO "cases" VALUES('r1','edu',2023,'on_time',NULL,'r1','edu-own','2024-01-30','label',NULL,'2024-02-05',1,1,'');
CREATE TABLE "decisions" (
   "decision_id" INTEGER PRIMARY KEY NOT NULL,
   "fingerprint" TEXT NOT NULL REFERENCES "findings"("fingerprint"),
   "run_id" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "rule" TEXT NOT NULL,
   "rule_version" INTEGER NOT NULL,
   "finding_sha256" TEXT NOT NULL,
   "verdict" TEXT NOT NULL,
   "decided_by" TEXT NOT NULL,
   "decided_at" TEXT NOT NULL,
   "reason" TEXT NOT NULL
) STRICT;
INSERT INTO "decisions" VALUES(1,'7b3ef4b4ae00304b','r1','CON01',1,'f1','upheld','张三','2024-02-05T03:00:00+00:00','已核对');
INSERT INTO "decisions" VALUES(2,'7b3ef4b4ae00304b','r1','CON01',1,'f1','rejected','李四','2024-02-05T04:00:00+00:00','附件中另有说明');
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
   "reason" TEXT, "second" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("reading_id", "path")
) STRICT;
INSERT INTO "figures" VALUES(1,'requests.granted.total','number','5','5','表三 第1行 总计',NULL,'');
INSERT INTO "figures" VALUES(1,'fees.amount','number','1.50','1.50','表二 收费',NULL,'');
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
, "is_shadow" INTEGER NOT NULL DEFAULT 0, "state" TEXT NOT NULL DEFAULT 'new') STRICT;
INSERT INTO "findings" VALUES('7b3ef4b4ae00304b','CON01',1,'edu',2023,'requests.granted','error','3 + 1 = 4，报告填 5','[{"at":"表三 第1行 总计","printed":"5"}]','open','r1','r1',0,'new');
INSERT INTO "findings" VALUES('0000000000000001','CON03',1,'edu',2023,'requests.own','error','本年新收与结转不符','[]','gone','r1','r1',0,'rectified');
CREATE TABLE "inputs" (
   "sha256" TEXT PRIMARY KEY NOT NULL,
   "content" TEXT NOT NULL
) STRICT;
INSERT INTO "inputs" VALUES('i1','{}');
CREATE TABLE "judgements" (
   "judgement_id" INTEGER PRIMARY KEY NOT NULL,
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "digest" TEXT NOT NULL,
   "reading_id" INTEGER REFERENCES "readings"("reading_id"),
   "first_run_id" TEXT NOT NULL REFERENCES "runs"("run_id")
) STRICT;
INSERT INTO "judgements" VALUES(1,'edu',2023,'d2',1,'r1');
CREATE TABLE "last_sights" (
   "place_id" TEXT NOT NULL REFERENCES "places"("place_id"),
   "year" INTEGER NOT NULL,
   "run_id" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "started_at" TEXT NOT NULL,
   "seen" TEXT NOT NULL,
   PRIMARY KEY ("place_id", "year")
) STRICT;
INSERT INTO "last_sights" VALUES('edu-own',2023,'r1','2024-02-05T01:00:00+00:00','{}');
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
, "text_sha256" TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "readings" VALUES(1,'edu',2023,'d1',1,'html','苏镇市教育局2023年政府信息公开工作年度报告','苏镇市教育局',2023,'2021','[]','r1','');
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
   "evidence" TEXT NOT NULL, "paths" TEXT NOT NULL DEFAULT '[]', "second" TEXT NOT NULL DEFAULT '{}',
   FOREIGN KEY ("judgement_id", "rule") REFERENCES "results"("judgement_id", "rule"),
   PRIMARY KEY ("judgement_id", "fingerprint")
) STRICT;
INSERT INTO "result_findings" VALUES(1,'7b3ef4b4ae00304b','CON01','requests.granted','error','3 + 1 = 4，报告填 5','[{"at":"表三 第1行 总计","printed":"5"}]','[]','{}');
CREATE TABLE "results" (
   "judgement_id" INTEGER NOT NULL REFERENCES "judgements"("judgement_id"),
   "rule" TEXT NOT NULL,
   "version" INTEGER NOT NULL,
   "outcome" TEXT NOT NULL,
   "severity" TEXT NOT NULL,
   "reason" TEXT, "is_shadow" INTEGER NOT NULL DEFAULT 0, "obstacle" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("judgement_id", "rule")
) STRICT;
INSERT INTO "results" VALUES(1,'CON01',1,'nonconforming','error',NULL,0,'');
CREATE TABLE "run_inputs" (
   "run_id" TEXT PRIMARY KEY NOT NULL REFERENCES "runs"("run_id"),
   "registry_sha256" TEXT NOT NULL REFERENCES "inputs"("sha256"),
   "settings_sha256" TEXT NOT NULL REFERENCES "inputs"("sha256")
) STRICT;
INSERT INTO "run_inputs" VALUES('r1','i1','i1');
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
CREATE TABLE "agency_names" (
   "name_id" INTEGER PRIMARY KEY NOT NULL,
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "kind" TEXT NOT NULL,
   "name" TEXT NOT NULL,
   "known_from" TEXT NOT NULL,
   "known_until" TEXT
) STRICT;
CREATE TABLE "duty_history" (
   "duty_id" INTEGER PRIMARY KEY NOT NULL,
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "due_date" TEXT NOT NULL,
   "basis" TEXT NOT NULL,
   "known_from" TEXT NOT NULL,
   "known_until" TEXT
) STRICT;
CREATE TABLE "report_versions" (
   "version_id" INTEGER PRIMARY KEY NOT NULL,
   "agency_id" TEXT NOT NULL REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "place_id" TEXT NOT NULL REFERENCES "places"("place_id"),
   "number" INTEGER NOT NULL,
   "change" TEXT NOT NULL,
   "replaces" INTEGER REFERENCES "report_versions"("version_id"),
   "report_id" INTEGER NOT NULL REFERENCES "reports"("report_id"),
   "reading_id" INTEGER REFERENCES "readings"("reading_id"),
   "judged_sha256" TEXT NOT NULL,
   "first_seen_run" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "first_seen_at" TEXT NOT NULL,
   "last_seen_run" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "last_seen_at" TEXT NOT NULL
) STRICT;
CREATE TABLE "finding_history" (
   "fingerprint" TEXT NOT NULL REFERENCES "findings"("fingerprint"),
   "run_id" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "former_state" TEXT,
   "state" TEXT NOT NULL,
   "rule_version" INTEGER NOT NULL,
   "finding_sha256" TEXT NOT NULL,
   "judgement_id" INTEGER REFERENCES "judgements"("judgement_id"),
   "reason" TEXT,
   PRIMARY KEY ("fingerprint", "run_id")
) STRICT;
CREATE TABLE "events" (
   "event_id" INTEGER PRIMARY KEY NOT NULL,
   "at" TEXT NOT NULL,
   "actor" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "table_name" TEXT NOT NULL,
   "row_key" INTEGER NOT NULL,
   "content" TEXT NOT NULL,
   "previous_sha256" TEXT NOT NULL,
   "sha256" TEXT NOT NULL
) STRICT;
INSERT INTO "events" VALUES(1,'2024-02-05T03:00:00+00:00','张三','人工认定','decisions',1,'{"decided_at":"2024-02-05T03:00:00+00:00","decided_by":"张三","decision_id":1,"finding_sha256":"f1","fingerprint":"7b3ef4b4ae00304b","reason":"已核对","rule":"CON01","rule_version":1,"run_id":"r1","verdict":"upheld"}','','654ae2fc03c7b5c68fa66a7466de928c25cc35586c9663ff1f97b7e5769d9032');
INSERT INTO "events" VALUES(2,'2024-02-05T04:00:00+00:00','李四','人工认定','decisions',2,'{"decided_at":"2024-02-05T04:00:00+00:00","decided_by":"李四","decision_id":2,"finding_sha256":"f1","fingerprint":"7b3ef4b4ae00304b","reason":"附件中另有说明","rule":"CON01","rule_version":1,"run_id":"r1","verdict":"rejected"}','654ae2fc03c7b5c68fa66a7466de928c25cc35586c9663ff1f97b7e5769d9032','a741ced60d5103552160363438d83ae609af93621175ed0685e27333bb0c770a');
INSERT INTO "events" VALUES(3,'2024-02-07T01:00:00+00:00','张三','文书审核中','notice_states',1,'{"items_sha256":"8a1d6b3f14a0a349894d4ff97df24fc5faaf89d8cd505853b0a7780d1b2b3d60","moved_at":"2024-02-07T01:00:00+00:00","moved_by":"张三","notice_id":2,"number":null,"reason":null,"sha256":"cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd","state":"in_review","state_id":1}','a741ced60d5103552160363438d83ae609af93621175ed0685e27333bb0c770a','4006e8718d1545469b46c5373939eaaf022445094d71a19512d4e410bbd7596d');
INSERT INTO "events" VALUES(4,'2024-02-08T01:00:00+00:00','李四','文书已签发','notice_states',2,'{"items_sha256":"8a1d6b3f14a0a349894d4ff97df24fc5faaf89d8cd505853b0a7780d1b2b3d60","moved_at":"2024-02-08T01:00:00+00:00","moved_by":"李四","notice_id":2,"number":"苏公开〔2024〕1号","reason":null,"sha256":"cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd","state":"released","state_id":2}','4006e8718d1545469b46c5373939eaaf022445094d71a19512d4e410bbd7596d','1c5a2c9400e1b1e1926046d8907f8438164bf51e4c247e9409da4e624c8889c4');
INSERT INTO "events" VALUES(5,'2024-02-08T01:00:00+00:00','张三','投递','deliveries',1,'{"attempt":1,"attempted_at":"2024-02-08T01:00:00+00:00","attempted_by":"张三","channel":"email","delivery_id":1,"notice_id":2,"outcome":"delivered","reason":null,"receipt":null,"sha256":"cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd","target":"jyj@office.example"}','1c5a2c9400e1b1e1926046d8907f8438164bf51e4c247e9409da4e624c8889c4','4f8ec8cacde6faee36d24d2532c921e0f4066c88c10e5787afa369072597979f');
INSERT INTO "events" VALUES(6,'2024-02-20T01:00:00+00:00','张三','登记反馈','replies',1,'{"entered_at":"2024-02-20T01:00:00+00:00","entered_by":"张三","notice_id":2,"received_date":"2024-02-20","reply_id":1,"sha256":null,"words":"来函收悉"}','4f8ec8cacde6faee36d24d2532c921e0f4066c88c10e5787afa369072597979f','295f77db7cb6687e938d8dcfd31a5566397930e6e8c5720fe201d6d7358129ce');
INSERT INTO "events" VALUES(7,'2024-02-20T01:00:00+00:00','张三','登记答复','reply_items',1,'{"answer":"explained","answer_id":1,"fingerprint":"7b3ef4b4ae00304b","reply_id":1,"words":"口径不同"}','295f77db7cb6687e938d8dcfd31a5566397930e6e8c5720fe201d6d7358129ce','2d4510b4c3810304233bf08b5494ae9b4c99e03141fe6068dae457b7c8493e50');
CREATE TABLE "waivers" (
   "waiver_id" INTEGER PRIMARY KEY NOT NULL,
   "rule" TEXT,
   "agency_id" TEXT REFERENCES "agencies"("agency_id"),
   "year" INTEGER,
   "from_date" TEXT NOT NULL,
   "until_date" TEXT NOT NULL,
   "reason" TEXT NOT NULL,
   "waived_by" TEXT NOT NULL,
   "waived_at" TEXT NOT NULL
) STRICT;
CREATE TABLE "waiver_ends" (
   "end_id" INTEGER PRIMARY KEY NOT NULL,
   "waiver_id" INTEGER NOT NULL REFERENCES "waivers"("waiver_id"),
   "from_date" TEXT NOT NULL,
   "reason" TEXT NOT NULL,
   "ended_by" TEXT NOT NULL,
   "ended_at" TEXT NOT NULL
) STRICT;
CREATE TABLE "notices" (
   "notice_id" INTEGER PRIMARY KEY NOT NULL,
   "kind" TEXT NOT NULL,
   "run_id" TEXT NOT NULL REFERENCES "runs"("run_id"),
   "agency_id" TEXT REFERENCES "agencies"("agency_id"),
   "year" INTEGER NOT NULL,
   "path" TEXT NOT NULL,
   "sha256" TEXT NOT NULL,
   "made_at" TEXT NOT NULL,
   "reply_due" TEXT,
   "supersedes" INTEGER REFERENCES "notices"("notice_id")
) STRICT;
INSERT INTO "notices" VALUES(1,'notice','r1','edu',2023,'2023/r1/edu.html','abab','2024-02-05T02:00:01+00:00',NULL,NULL);
INSERT INTO "notices" VALUES(2,'notice','r1','edu',2022,'2022/r1/edu.html','cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd','2024-02-06T01:00:00+00:00','2024-02-26',NULL);
CREATE TABLE "notice_items" (
   "notice_id" INTEGER NOT NULL REFERENCES "notices"("notice_id"),
   "position" INTEGER NOT NULL,
   "fingerprint" TEXT NOT NULL REFERENCES "findings"("fingerprint"),
   "rule" TEXT NOT NULL,
   "rule_version" INTEGER NOT NULL,
   "severity" TEXT NOT NULL,
   "subject" TEXT NOT NULL,
   "message" TEXT NOT NULL,
   "evidence" TEXT NOT NULL,
   PRIMARY KEY ("notice_id", "position")
) STRICT;
INSERT INTO "notice_items" VALUES(2,1,'7b3ef4b4ae00304b','CON01',1,'error','requests.granted','3 + 1 = 4，报告填 5','[{"at":"表三 第1行 总计","printed":"5"}]');
CREATE TABLE "notice_states" (
   "state_id" INTEGER PRIMARY KEY NOT NULL,
   "notice_id" INTEGER NOT NULL REFERENCES "notices"("notice_id"),
   "state" TEXT NOT NULL,
   "sha256" TEXT NOT NULL,
   "items_sha256" TEXT NOT NULL,
   "number" TEXT,
   "moved_by" TEXT NOT NULL,
   "moved_at" TEXT NOT NULL,
   "reason" TEXT
) STRICT;
INSERT INTO "notice_states" VALUES(1,2,'in_review','cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd','8a1d6b3f14a0a349894d4ff97df24fc5faaf89d8cd505853b0a7780d1b2b3d60',NULL,'张三','2024-02-07T01:00:00+00:00',NULL);
INSERT INTO "notice_states" VALUES(2,2,'released','cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd','8a1d6b3f14a0a349894d4ff97df24fc5faaf89d8cd505853b0a7780d1b2b3d60','苏公开〔2024〕1号','李四','2024-02-08T01:00:00+00:00',NULL);
CREATE TABLE "replies" (
   "reply_id" INTEGER PRIMARY KEY NOT NULL,
   "notice_id" INTEGER NOT NULL REFERENCES "notices"("notice_id"),
   "received_date" TEXT NOT NULL,
   "words" TEXT NOT NULL,
   "sha256" TEXT,
   "entered_by" TEXT NOT NULL,
   "entered_at" TEXT NOT NULL
) STRICT;
INSERT INTO "replies" VALUES(1,2,'2024-02-20','来函收悉',NULL,'张三','2024-02-20T01:00:00+00:00');
CREATE TABLE "reply_items" (
   "answer_id" INTEGER PRIMARY KEY NOT NULL,
   "reply_id" INTEGER NOT NULL REFERENCES "replies"("reply_id"),
   "fingerprint" TEXT NOT NULL REFERENCES "findings"("fingerprint"),
   "answer" TEXT NOT NULL,
   "words" TEXT NOT NULL
) STRICT;
INSERT INTO "reply_items" VALUES(1,1,'7b3ef4b4ae00304b','explained','口径不同');
CREATE TABLE "deliveries" (
   "delivery_id" INTEGER PRIMARY KEY NOT NULL,
   "notice_id" INTEGER NOT NULL REFERENCES "notices"("notice_id"),
   "channel" TEXT NOT NULL,
   "target" TEXT NOT NULL,
   "attempt" INTEGER NOT NULL,
   "outcome" TEXT NOT NULL,
   "reason" TEXT,
   "receipt" TEXT,
   "sha256" TEXT NOT NULL,
   "attempted_by" TEXT NOT NULL,
   "attempted_at" TEXT NOT NULL
) STRICT;
INSERT INTO "deliveries" VALUES(1,2,'email','jyj@office.example',1,'delivered',NULL,NULL,'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd','张三','2024-02-08T01:00:00+00:00');
CREATE TABLE "narrative_texts" (
   "text_id" INTEGER PRIMARY KEY NOT NULL,
   "sha256" TEXT NOT NULL,
   "text" TEXT NOT NULL
) STRICT;
CREATE TABLE "narratives" (
   "reading_id" INTEGER NOT NULL REFERENCES "readings"("reading_id"),
   "part" TEXT NOT NULL,
   "heading" TEXT NOT NULL,
   "text_id" INTEGER NOT NULL REFERENCES "narrative_texts"("text_id"),
   PRIMARY KEY ("reading_id", "part")
) STRICT;
CREATE TABLE "finding_texts" (
   "text_id" INTEGER PRIMARY KEY NOT NULL,
   "fingerprint" TEXT NOT NULL REFERENCES "findings"("fingerprint"),
   "text" TEXT NOT NULL
) STRICT;
INSERT INTO "finding_texts" VALUES(1,'7b3ef4b4ae00304b','苏镇市教育局 CON01 requests.granted 3 + 1 = 4，报告填 5 表三 第1行 总计 5');
INSERT INTO "finding_texts" VALUES(2,'0000000000000001','苏镇市教育局 CON03 requests.own 本年新收与结转不符');
CREATE TABLE "search_progress" (
   "name" TEXT PRIMARY KEY NOT NULL,
   "indexed_to" INTEGER NOT NULL
) STRICT;
INSERT INTO "search_progress" VALUES('narrative_search',0);
CREATE VIRTUAL TABLE "narrative_search" USING fts5(text, content="narrative_texts", content_rowid="text_id", tokenize='trigram', detail='none', columnsize=0);
INSERT INTO "narrative_search"("narrative_search") VALUES('rebuild');
CREATE VIRTUAL TABLE "finding_search" USING fts5(text, content="finding_texts", content_rowid="text_id", tokenize='trigram', detail='none', columnsize=0);
INSERT INTO "finding_search"("finding_search") VALUES('rebuild');
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
CREATE INDEX "idx_decisions_fingerprint"
    ON "decisions" ("fingerprint");
CREATE INDEX "idx_decisions_rule_rule_version"
    ON "decisions" ("rule", "rule_version");
CREATE INDEX "idx_agency_names_agency_id"
    ON "agency_names" ("agency_id");
CREATE INDEX "idx_agency_names_name"
    ON "agency_names" ("name");
CREATE INDEX "idx_duty_history_agency_id_year"
    ON "duty_history" ("agency_id", "year");
CREATE UNIQUE INDEX "idx_report_versions_agency_id_year_place_id_number"
    ON "report_versions" ("agency_id", "year", "place_id", "number");
CREATE INDEX "idx_report_versions_report_id"
    ON "report_versions" ("report_id");
CREATE INDEX "idx_finding_history_run_id_state"
    ON "finding_history" ("run_id", "state");
CREATE INDEX "idx_events_table_name_row_key"
    ON "events" ("table_name", "row_key");
CREATE INDEX "idx_waivers_agency_id"
    ON "waivers" ("agency_id");
CREATE INDEX "idx_waivers_rule"
    ON "waivers" ("rule");
CREATE UNIQUE INDEX "idx_waiver_ends_waiver_id"
    ON "waiver_ends" ("waiver_id");
CREATE INDEX "idx_notices_agency_id_year"
    ON "notices" ("agency_id", "year");
CREATE INDEX "idx_notices_run_id_agency_id_year"
    ON "notices" ("run_id", "agency_id", "year");
CREATE UNIQUE INDEX "idx_notice_items_notice_id_fingerprint"
    ON "notice_items" ("notice_id", "fingerprint");
CREATE INDEX "idx_notice_items_fingerprint"
    ON "notice_items" ("fingerprint");
CREATE INDEX "idx_notice_states_notice_id"
    ON "notice_states" ("notice_id");
CREATE INDEX "idx_replies_notice_id"
    ON "replies" ("notice_id");
CREATE UNIQUE INDEX "idx_reply_items_reply_id_fingerprint"
    ON "reply_items" ("reply_id", "fingerprint");
CREATE INDEX "idx_reply_items_fingerprint"
    ON "reply_items" ("fingerprint");
CREATE INDEX "idx_deliveries_notice_id"
    ON "deliveries" ("notice_id");
CREATE UNIQUE INDEX "idx_narrative_texts_sha256"
    ON "narrative_texts" ("sha256");
CREATE INDEX "idx_narratives_text_id"
    ON "narratives" ("text_id");
CREATE UNIQUE INDEX "idx_finding_texts_fingerprint"
    ON "finding_texts" ("fingerprint");
CREATE INDEX cases_latest ON cases (year, agency_id, run_id, judgement_id);
CREATE INDEX findings_standing ON findings (is_shadow, status, year, rule, severity, agency_id, fingerprint, first_seen_run, state);
CREATE INDEX visits_outcome ON visits (year, place_id, visit_class, ended_at);
CREATE INDEX figures_key ON figures (reading_id, path, state, value) WHERE path IN ('requests.received.total', 'requests.carried_in.total', 'requests.granted.total', 'requests.partial.total', 'requests.concluded.total', 'requests.carried_out.total', 'disputes.review.total', 'disputes.suit_direct.total', 'disputes.suit_after_review.total', 'proactive.regulations.issued', 'proactive.regulations.repealed', 'proactive.regulations.in_force', 'proactive.normative_documents.issued', 'proactive.normative_documents.repealed', 'proactive.normative_documents.in_force', 'proactive.licences.decisions', 'proactive.penalties.decisions', 'proactive.coercive_measures.decisions') AND state = 'number';
CREATE TRIGGER decisions_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
CREATE TRIGGER decisions_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
CREATE TRIGGER "finding_history_update" BEFORE UPDATE ON "finding_history" BEGIN SELECT RAISE(ABORT, 'finding_history are only added'); END;
CREATE TRIGGER "finding_history_delete" BEFORE DELETE ON "finding_history" BEGIN SELECT RAISE(ABORT, 'finding_history are only added'); END;
CREATE TRIGGER "events_update" BEFORE UPDATE ON "events" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER "events_delete" BEFORE DELETE ON "events" BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER "waivers_update" BEFORE UPDATE ON "waivers" BEGIN SELECT RAISE(ABORT, 'waivers are only added'); END;
CREATE TRIGGER "waivers_delete" BEFORE DELETE ON "waivers" BEGIN SELECT RAISE(ABORT, 'waivers are only added'); END;
CREATE TRIGGER "waiver_ends_update" BEFORE UPDATE ON "waiver_ends" BEGIN SELECT RAISE(ABORT, 'waiver_ends are only added'); END;
CREATE TRIGGER "waiver_ends_delete" BEFORE DELETE ON "waiver_ends" BEGIN SELECT RAISE(ABORT, 'waiver_ends are only added'); END;
CREATE TRIGGER "notice_states_update" BEFORE UPDATE ON "notice_states" BEGIN SELECT RAISE(ABORT, 'notice_states are only added'); END;
CREATE TRIGGER "notice_states_delete" BEFORE DELETE ON "notice_states" BEGIN SELECT RAISE(ABORT, 'notice_states are only added'); END;
CREATE TRIGGER "replies_update" BEFORE UPDATE ON "replies" BEGIN SELECT RAISE(ABORT, 'replies are only added'); END;
CREATE TRIGGER "replies_delete" BEFORE DELETE ON "replies" BEGIN SELECT RAISE(ABORT, 'replies are only added'); END;
CREATE TRIGGER "reply_items_update" BEFORE UPDATE ON "reply_items" BEGIN SELECT RAISE(ABORT, 'reply_items are only added'); END;
CREATE TRIGGER "reply_items_delete" BEFORE DELETE ON "reply_items" BEGIN SELECT RAISE(ABORT, 'reply_items are only added'); END;
CREATE TRIGGER "deliveries_update" BEFORE UPDATE ON "deliveries" BEGIN SELECT RAISE(ABORT, 'deliveries are only added'); END;
CREATE TRIGGER "deliveries_delete" BEFORE DELETE ON "deliveries" BEGIN SELECT RAISE(ABORT, 'deliveries are only added'); END;
CREATE TRIGGER events_insert BEFORE INSERT ON events
WHEN NEW.event_id <> (SELECT coalesce(max(event_id), 0) + 1 FROM events)
    OR NEW.previous_sha256 <> coalesce(
        (SELECT sha256 FROM events ORDER BY event_id DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'events are chained'); END;
CREATE TRIGGER notices_frozen_update BEFORE UPDATE ON notices WHEN EXISTS (SELECT 1 FROM notice_states WHERE notice_id = OLD.notice_id AND state = 'released') BEGIN SELECT RAISE(ABORT, 'released documents are frozen'); END;
CREATE TRIGGER notices_frozen_delete BEFORE DELETE ON notices WHEN EXISTS (SELECT 1 FROM notice_states WHERE notice_id = OLD.notice_id AND state = 'released') BEGIN SELECT RAISE(ABORT, 'released documents are frozen'); END;
CREATE TRIGGER notice_items_frozen_insert BEFORE INSERT ON notice_items WHEN EXISTS (SELECT 1 FROM notice_states WHERE notice_id = NEW.notice_id AND state = 'released') BEGIN SELECT RAISE(ABORT, 'released documents are frozen'); END;
CREATE TRIGGER notice_items_frozen_update BEFORE UPDATE ON notice_items WHEN EXISTS (SELECT 1 FROM notice_states WHERE notice_id = OLD.notice_id AND state = 'released') BEGIN SELECT RAISE(ABORT, 'released documents are frozen'); END;
CREATE TRIGGER notice_items_frozen_delete BEFORE DELETE ON notice_items WHEN EXISTS (SELECT 1 FROM notice_states WHERE notice_id = OLD.notice_id AND state = 'released') BEGIN SELECT RAISE(ABORT, 'released documents are frozen'); END;
CREATE TRIGGER finding_texts_insert AFTER INSERT ON finding_texts BEGIN INSERT INTO finding_search (rowid, text) VALUES (NEW.text_id, NEW.text); END;
CREATE TRIGGER finding_texts_update AFTER UPDATE ON finding_texts BEGIN INSERT INTO finding_search (finding_search, rowid, text) VALUES ('delete', OLD.text_id, OLD.text); INSERT INTO finding_search (rowid, text) VALUES (NEW.text_id, NEW.text); END;
CREATE TRIGGER finding_texts_delete AFTER DELETE ON finding_texts BEGIN INSERT INTO finding_search (finding_search, rowid, text) VALUES ('delete', OLD.text_id, OLD.text); END;
CREATE VIEW "公布情况" AS SELECT a.name AS 机关, CASE a.kind WHEN 'department' THEN '政府部门' WHEN 'government' THEN '人民政府'
    WHEN 'township' THEN '乡镇（街道）' ELSE '开发区管委会' END AS 类别, c.year AS 年度, CASE c.state WHEN 'on_time' THEN '按时公布' WHEN 'late' THEN '逾期公布'
    WHEN 'collected' THEN '已采集' WHEN 'absent_unconfirmed' THEN '未见公布（待人工确认）'
    WHEN 'not_published' THEN '未公布' WHEN 'not_due' THEN '未到期限' ELSE '无法核实' END AS 情况,
    c.reason AS 说明, d.due_date AS 最后期限, c.claimed_date AS 所称公布日期,
    c.not_before AS 不早于, c.not_after AS 不晚于, p.url AS 网址, c.as_of AS 判定日,
    c.run_id AS 运行编号
FROM (SELECT c.*, r.as_of, row_number() OVER (
        PARTITION BY c.agency_id, c.year ORDER BY r.started_at DESC, r.sequence DESC) AS age
    FROM cases c JOIN runs r ON r.run_id = c.run_id WHERE r.state = 'finished') c
JOIN agencies a ON a.agency_id = c.agency_id
LEFT JOIN duties d ON d.agency_id = c.agency_id AND d.year = c.year
LEFT JOIN reports p ON p.report_id = c.report_id
WHERE c.age = 1
ORDER BY c.year DESC, a.name;
CREATE VIEW "运行记录" AS SELECT run_id AS 运行编号,
    CASE job WHEN 'run' THEN '采集并审核' WHEN 'collect' THEN '采集' ELSE '审核' END AS 任务,
    as_of AS 判定日, started_at AS 开始, finished_at AS 结束,
    CASE state WHEN 'finished' THEN '完成' WHEN 'running' THEN '进行中' ELSE '失败' END AS 状态,
    reason AS 失败原因
FROM runs ORDER BY sequence DESC;
CREATE VIEW "数据项一览" AS SELECT a.name AS 机关, c.year AS 年度, g.path AS 数据项, g.value AS 数值,
    g.printed AS 原文, g.at AS 位置,
    CASE g.state WHEN 'number' THEN '数字' WHEN 'blank' THEN '空白' WHEN 'text' THEN '文字'
        WHEN 'missing' THEN '文件中没有' ELSE '未能识读' END AS 状态
FROM (SELECT c.*, r.as_of, row_number() OVER (
        PARTITION BY c.agency_id, c.year ORDER BY r.started_at DESC, r.sequence DESC) AS age
    FROM cases c JOIN runs r ON r.run_id = c.run_id WHERE r.state = 'finished') c
JOIN agencies a ON a.agency_id = c.agency_id
JOIN judgements j ON j.judgement_id = c.judgement_id
JOIN figures g ON g.reading_id = j.reading_id
WHERE c.age = 1
ORDER BY c.year DESC, a.name, g.rowid;
CREATE VIEW "人工认定一览" AS SELECT a.name AS 机关, f.year AS 年度, d.rule AS 规则, d.rule_version AS 规则版本,
    f.message AS 问题, CASE d.verdict WHEN 'upheld' THEN '属实' ELSE '不属实' END AS 认定,
    d.decided_by AS 认定人, d.decided_at AS 认定时间, d.reason AS 理由, d.fingerprint AS 问题标识
FROM decisions d
JOIN findings f ON f.fingerprint = d.fingerprint
JOIN agencies a ON a.agency_id = f.agency_id
ORDER BY d.decision_id DESC;
CREATE VIEW "问题一览" AS SELECT a.name AS 机关, f.year AS 年度, f.rule AS 规则, CASE f.severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告'
        WHEN 'advice' THEN '建议' ELSE '提示' END AS 程度,
    f.message AS 问题, f.subject AS 对象,
    CASE f.status WHEN 'open' THEN '存在' ELSE '已消除' END AS 状态,
    CASE f.state WHEN 'new' THEN '新发现' WHEN 'persisting' THEN '仍存在'
        WHEN 'rectified' THEN '已整改' WHEN 'withdrawn' THEN '已撤下'
        WHEN 'dropped' THEN '不再认定' ELSE '再次出现' END AS 经历,
    first.as_of AS 首次发现, last.as_of AS 最近发现,
    CASE WHEN EXISTS (SELECT 1 FROM notice_items i JOIN notice_states s USING (notice_id)
        WHERE i.fingerprint = f.fingerprint AND s.state = 'released') THEN '是' ELSE '否' END AS 已通知, CASE WHEN (SELECT i.answer = 'disputed' FROM reply_items i
        WHERE i.fingerprint = f.fingerprint ORDER BY i.answer_id DESC LIMIT 1) IS 1 THEN '是' ELSE '否' END AS 有异议,
    CASE WHEN EXISTS (SELECT 1 FROM waivers w LEFT JOIN waiver_ends e USING (waiver_id)
        WHERE coalesce(w.rule, f.rule) = f.rule
        AND coalesce(w.agency_id, f.agency_id) = f.agency_id AND coalesce(w.year, f.year) = f.year
        AND w.from_date <= (SELECT max(as_of) FROM runs WHERE state = 'finished') AND (SELECT max(as_of) FROM runs WHERE state = 'finished') <= w.until_date
        AND coalesce(e.from_date, '9999') > (SELECT max(as_of) FROM runs WHERE state = 'finished')) THEN '是' ELSE '否' END AS 已豁免,
    (SELECT CASE d.verdict WHEN 'upheld' THEN '属实' ELSE '不属实' END FROM decisions d
        WHERE d.fingerprint = f.fingerprint ORDER BY d.decision_id DESC LIMIT 1) AS 人工认定,
    f.fingerprint AS 问题标识
FROM findings f
JOIN agencies a ON a.agency_id = f.agency_id
JOIN runs first ON first.run_id = f.first_seen_run
JOIN runs last ON last.run_id = f.last_seen_run
WHERE f.is_shadow = 0
ORDER BY f.year DESC, a.name, f.rule, f.subject;
CREATE VIEW "影子规则发现" AS SELECT a.name AS 机关, f.year AS 年度, f.rule AS 规则, CASE f.severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告'
        WHEN 'advice' THEN '建议' ELSE '提示' END AS 程度,
    f.message AS 问题, f.subject AS 对象,
    CASE f.status WHEN 'open' THEN '存在' ELSE '已消除' END AS 状态,
    CASE f.state WHEN 'new' THEN '新发现' WHEN 'persisting' THEN '仍存在'
        WHEN 'rectified' THEN '已整改' WHEN 'withdrawn' THEN '已撤下'
        WHEN 'dropped' THEN '不再认定' ELSE '再次出现' END AS 经历,
    first.as_of AS 首次发现, last.as_of AS 最近发现,
    CASE WHEN EXISTS (SELECT 1 FROM notice_items i JOIN notice_states s USING (notice_id)
        WHERE i.fingerprint = f.fingerprint AND s.state = 'released') THEN '是' ELSE '否' END AS 已通知, CASE WHEN (SELECT i.answer = 'disputed' FROM reply_items i
        WHERE i.fingerprint = f.fingerprint ORDER BY i.answer_id DESC LIMIT 1) IS 1 THEN '是' ELSE '否' END AS 有异议,
    CASE WHEN EXISTS (SELECT 1 FROM waivers w LEFT JOIN waiver_ends e USING (waiver_id)
        WHERE coalesce(w.rule, f.rule) = f.rule
        AND coalesce(w.agency_id, f.agency_id) = f.agency_id AND coalesce(w.year, f.year) = f.year
        AND w.from_date <= (SELECT max(as_of) FROM runs WHERE state = 'finished') AND (SELECT max(as_of) FROM runs WHERE state = 'finished') <= w.until_date
        AND coalesce(e.from_date, '9999') > (SELECT max(as_of) FROM runs WHERE state = 'finished')) THEN '是' ELSE '否' END AS 已豁免,
    (SELECT CASE d.verdict WHEN 'upheld' THEN '属实' ELSE '不属实' END FROM decisions d
        WHERE d.fingerprint = f.fingerprint ORDER BY d.decision_id DESC LIMIT 1) AS 人工认定,
    f.fingerprint AS 问题标识
FROM findings f
JOIN agencies a ON a.agency_id = f.agency_id
JOIN runs first ON first.run_id = f.first_seen_run
JOIN runs last ON last.run_id = f.last_seen_run
WHERE f.is_shadow = 1
ORDER BY f.year DESC, a.name, f.rule, f.subject;
CREATE VIEW "问题经历" AS SELECT a.name AS 机关, f.year AS 年度, f.rule AS 规则, f.subject AS 对象,
    r.as_of AS 判定日,
    CASE WHEN h.former_state IS NULL THEN NULL
        ELSE CASE h.former_state WHEN 'new' THEN '新发现' WHEN 'persisting' THEN '仍存在'
        WHEN 'rectified' THEN '已整改' WHEN 'withdrawn' THEN '已撤下'
        WHEN 'dropped' THEN '不再认定' ELSE '再次出现' END END AS 原状态,
    CASE h.state WHEN 'new' THEN '新发现' WHEN 'persisting' THEN '仍存在'
        WHEN 'rectified' THEN '已整改' WHEN 'withdrawn' THEN '已撤下'
        WHEN 'dropped' THEN '不再认定' ELSE '再次出现' END AS 现状态, h.reason AS 说明,
    f.fingerprint AS 问题标识, h.run_id AS 运行编号
FROM finding_history h
JOIN findings f USING (fingerprint)
JOIN agencies a ON a.agency_id = f.agency_id
JOIN runs r ON r.run_id = h.run_id
WHERE f.is_shadow = 0
ORDER BY r.sequence DESC, a.name, f.rule, f.subject;
CREATE VIEW "年报版本一览" AS SELECT a.name AS 机关, v.year AS 年度, v.place_id AS 位置编号, v.number AS 第几版,
    CASE v.change WHEN 'first' THEN '首次采集' WHEN 'content' THEN '内容有变化'
        ELSE '文件有变化，内容是否变化不能确定' END AS 变化,
    p.title AS 标题, p.url AS 网址, v.first_seen_at AS 首次看到, v.last_seen_at AS 最近看到
FROM report_versions v
JOIN agencies a USING (agency_id)
JOIN reports p USING (report_id)
ORDER BY v.year DESC, a.name, v.place_id, v.number;
CREATE VIEW "文书一览" AS SELECT n.notice_id AS 文书编号, a.name AS 机关, n.year AS 年度,
    CASE n.kind WHEN 'notice' THEN '整改通知' WHEN 'reminder' THEN '提醒'
        WHEN 'urging' THEN '催办' WHEN 'recheck' THEN '复查结果' WHEN 'circular' THEN '通报'
        WHEN 'status_statement' THEN '公布情况说明' WHEN 'access_letter' THEN '访问协调函'
        ELSE n.kind END AS 种类,
    CASE last.state WHEN 'in_review' THEN '审核中' WHEN 'released' THEN '已签发'
        WHEN 'delivered' THEN '已送达' WHEN 'replied' THEN '已反馈' WHEN 'closed' THEN '已办结'
        ELSE '代拟稿' END AS 状态, given.number AS 文号,
    (SELECT count(*) FROM notice_items i WHERE i.notice_id = n.notice_id) AS 问题数,
    given.moved_at AS 签发时间, n.reply_due AS 要求反馈, n.path AS 文件, n.made_at AS 生成时间
FROM notices n
LEFT JOIN agencies a USING (agency_id)
LEFT JOIN notice_states last ON last.state_id =
    (SELECT max(state_id) FROM notice_states s WHERE s.notice_id = n.notice_id)
LEFT JOIN notice_states given ON given.notice_id = n.notice_id AND given.state = 'released'
ORDER BY n.notice_id DESC;
CREATE VIEW "豁免一览" AS SELECT w.waiver_id AS 豁免编号, coalesce(w.rule, '全部') AS 规则,
    coalesce(a.name, '全部') AS 机关, coalesce(w.year, '全部') AS 年度,
    w.from_date AS 起始日, w.until_date AS 截止日, w.reason AS 理由, w.waived_by AS 豁免人,
    e.from_date AS 终止, e.ended_by AS 终止人, e.reason AS 终止理由
FROM waivers w
LEFT JOIN agencies a USING (agency_id)
LEFT JOIN waiver_ends e USING (waiver_id)
ORDER BY w.waiver_id DESC;
CREATE VIEW "机关名称一览" AS SELECT agency_id AS 机关编号,
    CASE kind WHEN 'full' THEN '全称' WHEN 'other' THEN '其他名称' ELSE '曾用名' END AS 类别,
    name AS 名称, known_from AS 何时起, known_until AS 至何时
FROM agency_names ORDER BY agency_id, kind, name_id;
CREATE VIEW "操作记录" AS SELECT event_id AS 序号, at AS 时间, actor AS 操作人, kind AS 事项, content AS 内容,
    sha256 AS 校验值
FROM events ORDER BY event_id DESC;
CREATE VIEW "last_day" AS SELECT max(as_of) AS day FROM runs WHERE state = 'finished';
CREATE VIEW "latest_cases" AS SELECT c.agency_id, c.year, c.run_id, last.as_of, c.state, c.reason,
    c.claimed_date, c.not_before, c.not_after, c.report_id, c.judgement_id
FROM (SELECT c.agency_id, c.year, c.run_id, c.judgement_id, r.as_of,
        max(r.started_at || printf('%012d', r.sequence)) AS latest
    FROM cases c JOIN runs r ON r.run_id = c.run_id AND r.state = 'finished'
    GROUP BY c.year, c.agency_id) last
CROSS JOIN cases c
    ON c.run_id = last.run_id AND c.agency_id = last.agency_id AND c.year = last.year
WHERE last.latest IS NOT NULL;
CREATE VIEW "latest_readings" AS SELECT last.agency_id, last.year, j.reading_id, j.judgement_id
FROM (SELECT c.agency_id, c.year, c.run_id, c.judgement_id, r.as_of,
        max(r.started_at || printf('%012d', r.sequence)) AS latest
    FROM cases c JOIN runs r ON r.run_id = c.run_id AND r.state = 'finished'
    WHERE c.judgement_id IS NOT NULL GROUP BY c.year, c.agency_id) last
CROSS JOIN judgements j ON j.judgement_id = last.judgement_id
WHERE last.latest IS NOT NULL AND j.reading_id IS NOT NULL;
CREATE VIEW "key_figures" AS SELECT reading_id, path, CAST(value AS INTEGER) AS number FROM figures
WHERE path IN ('requests.received.total', 'requests.carried_in.total', 'requests.granted.total', 'requests.partial.total', 'requests.concluded.total', 'requests.carried_out.total', 'disputes.review.total', 'disputes.suit_direct.total', 'disputes.suit_after_review.total', 'proactive.regulations.issued', 'proactive.regulations.repealed', 'proactive.regulations.in_force', 'proactive.normative_documents.issued', 'proactive.normative_documents.repealed', 'proactive.normative_documents.in_force', 'proactive.licences.decisions', 'proactive.penalties.decisions', 'proactive.coercive_measures.decisions') AND state = 'number';
CREATE VIEW "waivers_in_force" AS SELECT w.waiver_id, w.rule, w.agency_id, w.year
FROM waivers w LEFT JOIN waiver_ends e ON e.waiver_id = w.waiver_id, last_day
WHERE w.from_date <= last_day.day AND last_day.day <= w.until_date
    AND coalesce(e.from_date, '9999') > last_day.day;
CREATE VIEW "waived_findings" AS SELECT w.waiver_id, f.fingerprint
FROM waivers_in_force w CROSS JOIN findings f ON f.agency_id = w.agency_id
WHERE w.agency_id IS NOT NULL AND coalesce(w.rule, f.rule) = f.rule
    AND coalesce(w.year, f.year) = f.year
UNION ALL
SELECT w.waiver_id, f.fingerprint
FROM waivers_in_force w CROSS JOIN findings f ON f.rule = w.rule
WHERE w.agency_id IS NULL AND w.rule IS NOT NULL AND coalesce(w.year, f.year) = f.year
UNION ALL
SELECT w.waiver_id, f.fingerprint
FROM waivers_in_force w CROSS JOIN findings f
WHERE w.agency_id IS NULL AND w.rule IS NULL AND coalesce(w.year, f.year) = f.year;
CREATE VIEW "rejected_findings" AS SELECT f.fingerprint, f.rule, f.agency_id, f.year
FROM (SELECT fingerprint, max(decision_id) AS decision_id FROM decisions GROUP BY fingerprint) d
CROSS JOIN decisions last ON last.decision_id = d.decision_id AND last.verdict = 'rejected'
CROSS JOIN findings f ON f.fingerprint = d.fingerprint AND f.rule_version = last.rule_version
WHERE coalesce((SELECT h.finding_sha256 FROM finding_history h
    JOIN runs r ON r.run_id = h.run_id
    WHERE h.fingerprint = f.fingerprint ORDER BY r.sequence DESC LIMIT 1),
    last.finding_sha256) = last.finding_sha256;
CREATE VIEW "standing_findings" AS SELECT fingerprint, rule, agency_id, year, severity, first_seen_run
FROM findings
WHERE is_shadow = 0 AND status = 'open'
    AND fingerprint NOT IN (SELECT fingerprint FROM waived_findings)
    AND fingerprint NOT IN (SELECT fingerprint FROM rejected_findings);
COMMIT;
