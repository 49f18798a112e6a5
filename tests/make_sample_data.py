"""Write `sample_data/`: run `python -m tests.make_sample_data [FOLDER]`.

The same files with the same bytes each time. Who the team is and how it works stands in
`sample_team.py`; here is what each platform's export says of it.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests import sample_files as out
from tests.sample_other import write_other_layouts
from tests.sample_queue import weeks, write_queue
from tests.sample_team import (
    DOUYIN,
    DOUYIN_SHOP,
    LAST,
    PEOPLE,
    SHARED,
    TAOBAO,
    WORKLOAD_MISSING,
    Person,
    Work,
    days,
    shared_work,
    work,
)

CHITU_WORKLOAD = (
    "客服昵称", "聊天人数(原咨询人数)", "接待人数", "直接接入人数", "转发接入人数", "转出人数",
    "总消息数", "买家消息数", "客服消息数", "答问比", "客服字数", "最大同时聊天数", "未回复人数",
    "回复率", "慢接待人数", "长接待人数", "首次响应(秒)", "平均响应(秒)", "平均接待时长",
)  # fmt: skip
CHITU_DAILY = (
    "客服昵称", "接待人数", "平均响应(秒)", "回复率", "询单->最终付款转化率", "上班天数",
    "服务满意度评价参与率", "客户满意率", "服务满意度评价很满意", "服务满意度评价满意",
    "服务满意度评价一般", "服务满意度评价不满", "服务满意度评价很不满",
)  # fmt: skip
CHITU_ADDED = ("询单人数", "最终付款人数", "销售额")
"""Columns this team's lead ticked beside the usual ones: conversion can't be pooled without."""
QIANNIU = (
    "旺旺昵称", "咨询人数", "接待人数", "未回复人数", "有效接待人数", "平均响应时长（秒)",
    "3分钟人工响应率", "旺旺回复率", "首次响应时长（秒)", "慢响应人数", "答问比", "旺旺分组",
)  # fmt: skip
TMALL = (
    "日期", "咨询人数", "接待人数", "未回复人数", "有效接待人数", "平均响应时长",
    "3分钟人工响应率", "咨询客服人次", "客服回复人次", "客服未回复人次", "旺旺回复率",
    "首次响应时长", "慢响应人数", "长接待人数", "买家发起人数", "客服主动跟进人数", "总消息数",
    "买家消息条数", "客服消息条数", "答问比", "客服字数", "平均接待时长",
)  # fmt: skip
FEIGE = (
    "店铺名称", "客服昵称", "账号名称", "人工已接待人数", "人工已接待会话量", "CPD", "不满意率",
    "3分钟人工回复率 (会话)", "3分钟人工回复率", "首次响应时长（秒）", "平均响应时长（秒）",
    "新平均响应时长（秒）", "满意率", "客服销售额（元）", "询单人数", "下单人数", "支付人数",
    "询单转化率", "预警会话量", "PC在线时长（时）", "PC小休时长（时）", "PC离线时长（时）",
)  # fmt: skip
GROUP_WORDS = {"pre": "售前", "after": "售后"}

Worked = list[tuple[Person, Work]]


def at_work(day: date, platform: str) -> Worked:
    """Return who worked on a platform that day, in the order exports list them."""
    found = [(person, work(person, day, platform)) for person in PEOPLE]
    return [(person, did) for person, did in found if did is not None]


def _mean(worked: Worked, of: Callable[[Work], float], by: Callable[[Work], float]) -> float:
    whole = sum(by(did) for _, did in worked)
    return sum(of(did) * by(did) for _, did in worked) / whole if whole else 0.0


def chitu_workload(day: date) -> out.Table:
    """Return the workload report: its sums fill one column only, as the real one's do."""
    worked = at_work(day, TAOBAO)
    table: out.Table = [list(CHITU_WORKLOAD)]
    for person, did in worked:
        counts = (
            did.consulted, did.received, did.direct, did.transfers_in, did.transfers_out,
            did.messages_customer + did.messages_agent, did.messages_customer, did.messages_agent,
        )  # fmt: skip
        table.append([
            person.name, *map(float, counts),
            out.dash(out.share(did.messages_agent, did.messages_customer)),
            float(did.characters), float(did.most_at_once), float(did.unanswered),
            out.dash(out.share(did.received - did.unanswered, did.received)),
            float(did.slow), float(did.long), did.first_s, did.response_s,
            out.minutes(did.handle_s),
        ])  # fmt: skip
    consulted = sum(did.consulted for _, did in worked)
    empty: list[out.Value] = [""] * 17
    table.append(["汇总", float(consulted), *empty])
    table.append(["均值", round(consulted / len(worked), 2), *empty])
    return table


def chitu_daily(day: date) -> out.Table:
    """Return the daily report; conversion of the last day isn't final, those before may move."""
    table: out.Table = [[*CHITU_DAILY, *CHITU_ADDED]]
    worked = at_work(day, TAOBAO)
    for person, did in worked:
        rated, good = sum(did.ratings), sum(did.ratings[:2])
        converted = out.dash(out.share(did.paid, did.inquirers))
        table.append([
            person.name, float(did.received), did.response_s,
            out.dash(out.share(did.received - did.unanswered, did.received)),
            "延迟统计" if day == LAST else converted, 1.0,
            out.dash(out.share(rated, did.received)), out.dash(out.share(good, rated)),
            *map(float, did.ratings), float(did.inquirers), float(did.paid), did.sales,
        ])  # fmt: skip
    table.extend(_chitu_daily_sums(worked, day))
    return table


def _chitu_daily_sums(worked: Worked, day: date) -> out.Table:
    received = sum(did.received for _, did in worked)
    ratings = [sum(did.ratings[i] for _, did in worked) for i in range(5)]
    inquirers = sum(did.inquirers for _, did in worked)
    paid = sum(did.paid for _, did in worked)
    sales = sum(did.sales for _, did in worked)
    unanswered = sum(did.unanswered for _, did in worked)
    response = round(_mean(worked, lambda w: w.response_s, lambda w: w.received), 2)
    rates: list[out.Value] = [
        out.share(received - unanswered, received),
        "延迟统计" if day == LAST else out.share(paid, inquirers),
    ]
    liked: list[out.Value] = [
        out.share(sum(ratings), received),
        out.share(sum(ratings[:2]), sum(ratings)),
    ]
    n = len(worked)
    counts = [*ratings, inquirers, paid]
    return [
        ["汇总", float(received), response, *rates, float(n), *liked,
         *map(float, counts), round(sales, 2)],
        ["均值", round(received / n, 2), response, *rates, 1.0, *liked,
         *(round(count / n, 2) for count in counts), round(sales / n, 2)],
    ]  # fmt: skip


def qianniu(day: date) -> out.Table:
    """Return Qianniu's report: it filters less than Chitu, so it counts a few people more."""
    table: out.Table = [list(QIANNIU)]
    worked = at_work(day, TAOBAO)
    named = [(f"店铺:{p.name}", GROUP_WORDS[p.group], w) for p, w in worked]
    named.append((f"店铺:{SHARED}", "", shared_work(day)))
    seen: list[tuple[int, ...]] = []
    for name, group, did in named:
        more = Random(f"qianniu/{name}/{day}").choice((0, 0, 1, 2, 3))
        counts = (did.consulted + more, did.received + more // 2, did.unanswered, did.served)
        seen.append((*counts, did.slow))
        table.append([
            name, *counts, did.response_s,
            out.dash(out.share(did.within_3min, did.received)),
            out.dash(out.share(counts[1] - did.unanswered, counts[1])),
            did.first_s, did.slow,
            out.dash(out.share(did.messages_agent, did.messages_customer)), group,
        ])  # fmt: skip
    everyone = [*worked, (PEOPLE[0], shared_work(day))]
    consulted, received, unanswered, served, slow = (sum(c) for c in zip(*seen, strict=True))
    pooled: list[out.Value] = [
        round(_mean(everyone, lambda w: w.response_s, lambda w: w.served), 2),
        round(_mean(everyone, lambda w: w.within_3min / w.received, lambda w: w.received), 4),
        out.share(received - unanswered, received),
        round(_mean(everyone, lambda w: w.first_s, lambda w: w.served), 2),
    ]
    asked = sum(did.messages_customer for _, did in everyone)
    said = out.share(sum(did.messages_agent for _, did in everyone), asked)
    n = len(seen)
    parts = [round(whole / n) for whole in (consulted, received, unanswered, served)]
    table.append(["汇总值", consulted, received, unanswered, served, *pooled, slow, said, ""])
    table.append(["平均值", *parts, *pooled, round(slow / n), said, ""])
    return table


def feige(day: date, shops: tuple[str, ...] = (DOUYIN_SHOP,)) -> out.Table:
    """Return Feige's report: hours as decimals, amounts with thousands commas."""
    table: out.Table = [list(FEIGE)]
    for shop in shops:
        for n, (person, did) in enumerate(at_work(day, DOUYIN)):
            rated, bad = sum(did.ratings), sum(did.ratings[3:])
            liked = out.share(sum(did.ratings[:2]), rated)
            sessions = did.received + did.transfers_out
            fast = out.share(did.within_3min, did.received)
            table.append([
                shop, person.douyin_name, f"hemu_{n + 1:02d}", did.received, sessions,
                round(did.received / max(did.online_h, 1), 2),
                out.percent(out.share(bad, rated), "--"),
                out.percent(fast and max(0.0, fast - 0.003)), out.percent(fast),
                did.first_s, did.response_s, round(did.response_s * 0.93, 2),
                out.percent(liked, "--"), f"{did.sales:,.2f}",
                did.inquirers, did.ordered, did.paid,
                out.percent(out.share(did.paid, did.inquirers), "--"), did.alerts,
                did.online_h, did.break_h, round(24 - did.online_h - did.break_h, 2),
            ])  # fmt: skip
    return table


def tmall_row(day: date) -> list[out.Value]:
    """Return the shop's own figures: a customer whom two agents served counts once."""
    worked = [*at_work(day, TAOBAO), (PEOPLE[0], shared_work(day))]

    def total(of: Callable[[Work], int]) -> int:
        return sum(of(did) for _, did in worked)

    handed = total(lambda w: w.transfers_in)
    consulted, received = total(lambda w: w.consulted) - handed, total(lambda w: w.direct)
    unanswered, served = total(lambda w: w.unanswered), total(lambda w: w.served) - handed
    asked, said = total(lambda w: w.messages_customer), total(lambda w: w.messages_agent)
    times = total(lambda w: w.received)
    return [
        day.isoformat(), consulted, received, unanswered, served,
        round(_mean(worked, lambda w: w.response_s, lambda w: w.served), 2),
        out.percent(_mean(worked, lambda w: w.within_3min / w.received, lambda w: w.received)),
        times, times - unanswered, unanswered,
        out.percent((received - unanswered) / received),
        round(_mean(worked, lambda w: w.first_s, lambda w: w.served), 2),
        total(lambda w: w.slow), total(lambda w: w.long), received - received // 9, received // 9,
        asked + said, asked, said, out.share(said, asked), total(lambda w: w.characters),
        out.minutes(_mean(worked, lambda w: w.handle_s, lambda w: w.served)),
    ]  # fmt: skip


def roster() -> list[list[out.Value]]:
    """Return who is in the team and under which names the platforms know them."""
    table: list[list[out.Value]] = [["name", "group", "joined_on", "left_on", "step", "nicknames"]]
    for person in PEOPLE:
        names = (
            [f"taobao:{person.name}", f"taobao:店铺:{person.name}"]
            if TAOBAO in person.shares
            else []
        )
        names += [f"douyin:{person.douyin_name}"] if DOUYIN in person.shares else []
        left = person.left_on.isoformat() if person.left_on else ""
        table.append([person.name, person.group, person.joined_on.isoformat(), left, person.step,
                      ";".join(names)])  # fmt: skip
    return table


def write_day(folder: Path, day: date) -> None:
    """Write every export of one day."""
    chitu = "{}_下单优先判定_{d}至{d}.xlsx"
    if day not in WORKLOAD_MISSING:
        name = chitu.format("自定义报表_客服数据23年新", d=day)
        out.write_xlsx(folder / "taobao_chitu_workload" / name, "Sheet1", chitu_workload(day))
    name = chitu.format("自定义报表_客服日报", d=day)
    out.write_xlsx(folder / "taobao_chitu_daily" / name, "Sheet1", chitu_daily(day))
    out.write_xlsx(
        folder / "taobao_qianniu" / f"客服接待_{day}_{day}.xlsx", "数据信息", qianniu(day)
    )
    out.write_csv(folder / "douyin_feige" / f"飞鸽客服数据_{day}.csv", feige(day), "gb18030")


def write_exports(folder: Path, which: list[date]) -> None:
    """Write the exports of some days; the shop's own figures go into one file a week."""
    for day in which:
        write_day(folder, day)
    mondays = sorted({day - timedelta(day.weekday()) for day in which})
    for monday in mondays:
        week = [day for day in which if monday <= day < monday + timedelta(7)]
        name = f"生意参谋_客服接待_{week[0]}_{week[-1]}.csv"
        table: out.Table = [list(TMALL), *map(tmall_row, week)]
        out.write_csv(folder / "taobao_shop" / name, table, "utf-8-sig")


def main(folder: Path, which: list[list[date]]) -> None:
    """Write everything but the README; of the queue's half-hours only the weeks asked for."""
    write_exports(folder / "exports", days())
    out.write_csv(folder / "roster.csv", roster(), "utf-8")
    write_other_layouts(folder / "other_layouts")
    write_queue(folder / "queue", which)


if __name__ == "__main__":
    home = Path(__file__).resolve().parent.parent / "sample_data"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else home, weeks())
