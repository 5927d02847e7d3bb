"""The members of 东亭市: the other makers."""

from __future__ import annotations

from portal_lab.whole.media import Media
from portal_lab.whole.member import Member, member
from portal_lab.whole.traps import T
from registry.model import AgencyKind

DONGTING: tuple[Member, ...] = (
    member(
        "dongting/jyj",
        "教育局",
        "招生入学 教育经费 学校建设",
        "V08",
        T.late,
        T.wrong_agency_2024,
        T.wechat_2023,
    ),
    member(
        "dongting/rsj",
        "人力资源和社会保障局",
        "就业创业 社会保险 人才招聘",
        "V08x",
        T.bad_gateway,
        T.renamed_to_labour,
        aliases=("东亭市劳动和社会保障局",),
    ),
    member(
        "dongting/ylqz",
        "云陵区人民政府",
        "旧城改造 养老服务 营商环境",
        "V08",
        T.unpublished,
        kind=AgencyKind.GOVERNMENT,
    ),
    member("dongting/gaj", "公安局", "户籍管理 出入境 交通管理", "V14"),
    member(
        "dongting/sfj", "司法局", "法律援助 行政复议 公证服务", "V10", T.crowd_45, T.unpublished
    ),
    member("dongting/slj", "水利局", "防汛抗旱 水资源管理 河道治理", "V11"),
    member(
        "dongting/fgw", "发展和改革委员会", "重大项目 价格收费 节能降耗", "V11", media=Media.PDF
    ),
    member("dongting/scjgj", "市场监督管理局", "食品抽检 企业登记 计量检定", "V15b"),
    member("dongting/zwfw", "政务服务管理局", "一网通办 审批改革 公共资源", "V15c"),
    member("dongting/jtj", "交通运输局", "公路养护 公交线路 道路运输", "V18", T.again_here),
    member(
        "dongting/daj",
        "档案局",
        "档案查阅 档案移交 史志编纂",
        "V18",
        T.docx_as_doc_2024,
        media=Media.DOC,
    ),
    member(
        "dongting/nmj", "粮食和物资储备局", "粮食收购 物资储备 市场监测", "V18", media=Media.WPS
    ),
    member("dongting/czj", "财政局", "预算决算 政府采购 专项资金", "V02", T.crowd_48),
    member("dongting/wjw", "卫生健康委员会", "医疗服务 疾病预防 托育服务", "V02", T.unpublished),
    member("dongting/mzj", "民政局", "社会救助 养老机构 社会组织", "V03", T.crowd_33),
    member("dongting/sthj", "生态环境局", "环境质量 排污许可 环保督察", "V03", media=Media.DOCX),
    member("dongting/zrj", "自然资源和规划局", "土地供应 不动产登记 规划许可", "V04", T.crowd_48),
    member(
        "dongting/nyj",
        "农业农村局",
        "种业监管 农机补贴 耕地保护",
        "V09",
        T.utf8_told_gbk,
        T.crowd_48,
        media=Media.PDF,
    ),
    member("dongting/swj", "商务局", "外资外贸 消费促进 成品油管理", "V12", T.crowd_48),
    member(
        "dongting/gxj",
        "工业和信息化局",
        "技术改造 数字转型 惠企政策",
        "V12b",
        T.crowd_48,
        T.work_summary,
    ),
    member("dongting/cgj", "城市管理局", "市容环境 户外广告 垃圾分类", "V13", T.crowd_58),
    member("dongting/yjj", "应急管理局", "安全生产 救灾物资 应急预案", "V14b", T.crowd_33),
    member("dongting/tyj", "体育局", "全民健身 体育场馆 青少年训练", "V15"),
    member("dongting/wglj", "文化广电和旅游局", "文物保护 旅游市场 公共文化", "V16b", T.crowd_33),
    member("dongting/kjj", "科学技术局", "科技项目 成果转化 科研诚信", "V16", T.crowd_33),
    member("dongting/lyj", "林业局", "森林防火 国土绿化 湿地保护", "V17", media=Media.PDF),
    member("dongting/mzqy", "民族宗教事务局", "宗教场所 民族团结 少数民族", "V23"),
    member("dongting/sjj", "审计局", "审计结果 整改情况 内部审计", "V05i", T.unpublished),
)
