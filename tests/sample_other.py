"""Small exports of platforms the sample team doesn't use, for trying out: JD, PDD, Chatwoot."""

from datetime import date
from pathlib import Path
from random import Random

from tests import sample_files as out

DAYS = (date(2026, 11, 13), date(2026, 11, 14), date(2026, 11, 15))
JD = (
    "日期", "客服", "接待量", "首次平均响应时间", "平均响应时间", "30s应答率", "满意率",
    "24小时下单金额", "24小时下单转化率",
)  # fmt: skip
PDD = (
    "店铺名", "日期", "客服账号", "咨询人数", "询单转化率", "客服销售额", "3分钟人工回复率(8-23点)",
    "30秒应答率(8-23点)", "客服服务分", "需人工回复的咨询人数", "人工接待人数",
    "平均人工响应时长", "最终成团人数",
)  # fmt: skip
CHATWOOT = (
    "Agent name", "Assigned conversations", "Avg first response time", "Avg resolution time",
    "Resolution Count", "Avg customer waiting time",
)  # fmt: skip


def jd() -> out.Table:
    """Return JD's report: three title rows stand above the header."""
    rng = Random("jd")
    table: out.Table = [
        ["客服绩效报表"],
        [f"统计时间:{DAYS[0]} 至 {DAYS[-1]}"],
        [],
        list(JD),
    ]
    for day in DAYS:
        for name in ("jd_禾木_01", "jd_禾木_02", "jd_禾木_03"):
            taken = rng.randint(60, 120)
            table.append([
                day.isoformat(), name, taken, round(rng.uniform(8, 20), 1),
                round(rng.uniform(20, 40), 1), out.percent(rng.uniform(0.86, 0.97)),
                out.percent(rng.uniform(0.9, 0.98)), f"￥{rng.uniform(3000, 9000):,.2f}",
                out.percent(rng.uniform(0.25, 0.45)),
            ])  # fmt: skip
    return table


def pdd() -> out.Table:
    """Return PDD's report, saved from Excel as Unicode text: UTF-16 with tabs."""
    rng = Random("pdd")
    table: out.Table = [list(PDD)]
    for day in DAYS:
        for n in (1, 2):
            asked = rng.randint(80, 140)
            needing = asked - rng.randint(10, 25)
            taken = needing - rng.randint(0, 3)
            table.append([
                "禾木家居拼团店", day.isoformat(), f"pdd_禾木:客服{n}", asked,
                out.percent(rng.uniform(0.2, 0.4)), f"{rng.uniform(1500, 5200):,.2f}元",
                out.percent(rng.uniform(0.95, 1.0)), out.percent(rng.uniform(0.8, 0.95)),
                round(rng.uniform(82, 97), 1), needing, taken, f"{rng.randint(18, 45)}秒",
                rng.randint(15, 35),
            ])  # fmt: skip
    return table


def chatwoot() -> out.Table:
    """Return Chatwoot's report of three days at once: it stays one period."""
    rng = Random("chatwoot")
    table: out.Table = [[f"Reporting period {DAYS[0]} to {DAYS[-1]}"], [], list(CHATWOOT)]
    for name in ("Agent One", "Agent Two", "Agent Three"):
        taken = rng.randint(40, 90)
        table.append([
            name, taken, out.english(rng.uniform(40, 400)), out.english(rng.uniform(3000, 90000)),
            taken - rng.randint(3, 12), out.english(rng.uniform(60, 900)),
        ])  # fmt: skip
        table.append([])
    table.append(["Agent Four", 0, "", "", 0, ""])
    return table


def write_other_layouts(folder: Path) -> None:
    """Write one small file of each."""
    span = f"{DAYS[0]}至{DAYS[-1]}"
    out.write_xls(folder / f"京东客服绩效_{span}.xls", "客服绩效", jd())
    table = pdd()
    table[0][0] = "\ufeff" + PDD[0]
    out.write_csv(folder / f"拼多多客服数据_{span}.csv", table, "utf-16-le", "\t")
    out.write_csv(folder / "chatwoot_agent_report.csv", chatwoot(), "utf-8")
