"""The members of 海宜市: plain sites, files, guards and broken ways."""

from __future__ import annotations

from portal_lab.whole.media import Media
from portal_lab.whole.member import Member, member
from portal_lab.whole.traps import T
from registry.model import AgencyKind

HAIYI: tuple[Member, ...] = (
    member("haiyi/jyj", "教育局", "招生入学 教育经费 学校建设", "S01", T.odd_addresses),
    member(
        "haiyi/czj", "财政局", "预算决算 政府采购 专项资金", "S01", T.gbk_untold, T.hidden_words
    ),
    member(
        "haiyi/wjw",
        "卫生健康委员会",
        "医疗服务 疾病预防 托育服务",
        "S01",
        T.replaced_2025,
        T.frame_here_2024,
        T.early_date_2023,
        T.soft_404_2022,
    ),
    member(
        "haiyi/slj",
        "水利局",
        "防汛抗旱 水资源管理 河道治理",
        "S01",
        T.slow_once,
        T.truncated_once_2024,
        T.wechat_2023,
    ),
    member("haiyi/nyj", "农业农村局", "种业监管 农机补贴 耕地保护", "S01", T.robots_all),
    member("haiyi/mzj", "民政局", "社会救助 养老机构 社会组织", "V16", T.jsl),
    member("haiyi/sjj", "审计局", "审计结果 整改情况 内部审计", "V17", T.late),
    member("haiyi/tjj", "统计局", "统计数据 经济普查 抽样调查", "S01", T.all_on_one_page),
    member(
        "haiyi/xfj", "信访局", "来信来访 积案化解 网上信访", "S01", T.nothing_here, on_platform=True
    ),
    member(
        "haiyi/kfq",
        "海宜经济开发区管理委员会",
        "招商引资 园区规划 企业服务",
        "S01",
        T.column_renamed,
        kind=AgencyKind.DEVELOPMENT_ZONE,
    ),
    member("haiyi/swj", "商务局", "外资外贸 消费促进 成品油管理", "S01", T.redesigned_as_trs),
    member(
        "haiyi/yunxi",
        "云溪镇人民政府",
        "村务公开 惠农补贴 土地流转",
        "S01",
        T.unpublished,
        kind=AgencyKind.TOWNSHIP,
    ),
    member(
        "haiyi/sfj",
        "司法局",
        "法律援助 行政复议 公证服务",
        "S02",
        T.only_annual_report,
        T.wrong_year_docx_2024,
        T.wrong_agency_docx_2023,
        media=Media.DOCX,
    ),
    member(
        "haiyi/gxj",
        "工业和信息化局",
        "技术改造 数字转型 惠企政策",
        "S02-onclick",
        T.file_only,
        T.again_here,
        T.twice,
        T.rar_2024,
        media=Media.DOCX,
    ),
    member(
        "haiyi/zrj",
        "自然资源和规划局",
        "土地供应 不动产登记 规划许可",
        "S02-data_value",
        T.file_only,
        T.zero_bytes_2024,
        T.error_page_2023,
        media=Media.PDF,
    ),
    member(
        "haiyi/yjj",
        "应急管理局",
        "安全生产 救灾物资 应急预案",
        "S02-viewer",
        T.file_only,
        T.removed,
        media=Media.PDF,
    ),
    member(
        "haiyi/lyj",
        "林业局",
        "森林防火 国土绿化 湿地保护",
        "S02-embed",
        T.file_only,
        T.odd_addresses,
        T.scan_2024,
        media=Media.PDF,
    ),
    member(
        "haiyi/ybj", "医疗保障局", "参保缴费 药品采购 基金监管", "S02", T.utf8_cut, media=Media.OFD
    ),
    member(
        "haiyi/tyj",
        "体育局",
        "全民健身 体育场馆 青少年训练",
        "V13",
        T.dead_file_2024,
        media=Media.XLSX,
    ),
    member(
        "haiyi/daj",
        "档案局",
        "档案查阅 档案移交 史志编纂",
        "S02",
        media=Media.TXT,
        on_platform=True,
    ),
    member(
        "haiyi/wglj",
        "文化广电和旅游局",
        "文物保护 旅游市场 公共文化",
        "V16s",
        T.session_wanted,
        media=Media.HTML,
    ),
    member("haiyi/sthj", "生态环境局", "环境质量 排污许可 环保督察", "V20"),
    member("haiyi/gzw", "国有资产监督管理委员会", "国企改革 资产监管 产权交易", "V20b"),
    member("haiyi/cgj", "城市管理局", "市容环境 户外广告 垃圾分类", "V21"),
    member("haiyi/jrj", "金融工作局", "企业上市 风险防范 普惠金融", "V21b"),
    member("haiyi/zwfw", "政务服务管理局", "一网通办 审批改革 公共资源", "V21c"),
    member("haiyi/zjj", "住房和城乡建设局", "房屋安全 物业管理 工程质量", "V22"),
    member("haiyi/kjj", "科学技术局", "科技项目 成果转化 科研诚信", "V22-name"),
    member("haiyi/rsj", "人力资源和社会保障局", "就业创业 社会保险 人才招聘", "V22-legacy"),
    member("haiyi/fgw", "发展和改革委员会", "重大项目 价格收费 节能降耗", "V22-dns"),
    member("haiyi/jtj", "交通运输局", "公路养护 公交线路 道路运输", "V22-refused"),
    member("haiyi/gaj", "公安局", "户籍管理 出入境 交通管理", "V22-502"),
    member("haiyi/scjgj", "市场监督管理局", "食品抽检 企业登记 计量检定", "V22-http10"),
    member("haiyi/nmj", "粮食和物资储备局", "粮食收购 物资储备 市场监测", "V24", T.cloned),
)
