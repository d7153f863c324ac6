"""Sound articles, spoiled on purpose: keywords put before words, characters taken out of words; the same for the same seed."""
import random
from collections import Counter

from koujing.show.words import cut

# By what readers' searches are about. Those after the bar stand in no table of the package.
KEYWORDS = """短信 电话 邮件 上门 家人 单位 朋友 律师 起诉 法院 通讯录 征信 催收 微信 同事 律师函 第三方 紧急联系人 亲戚 公司
    银行 信用卡 网贷 平台 逾期 协商 还款 分期 额度 利息 花呗 借呗 停息 减免 贷款 欠款 账单 代还 提额 套现 本金 房贷 债务
    公积金 社保 积分 彩礼 学历 抖音 购物 理财 基金 红包 快递 淘宝 会员 游戏 公证 多久 怎么 已经 各种 真的 内容 原因 两天
    | 委外 外访 传票 领导 消息 亲友 法务 坐席 欠条 呆账 担保 余额 保证金 借钱 额外 签证 装修 驾照 旅游 宽带 二手车 减肥
    奶茶 部分 方面 左右 其他""".replace("|", " ").split()


def spoil(article, seed, rate=0.03, kinds=("inserted", "dropped"), after=None):
    """`(text, back, places)` of an article of whose words in prose a share is hit: a keyword before it or a character lost.

    A word of one character loses none, and what opens a sentence is spared. With `after`, only words that follow this one are
    hit. `back` has for each character of the new text its offset in the old. A place is `(start, end, kind, whole)` in the
    new text; `whole` is the word before its loss.
    """
    chance = random.Random(f"{article.name} {seed}")

    def hit(word, begin):
        if chance.random() >= rate or after and article.raw[begin - len(after):begin] != after:
            return None
        kind = chance.choice(kinds)
        return chance.choice(KEYWORDS) if kind == "inserted" else chance.randrange(len(word)) if len(word) > 1 else None

    return _rewritten(article, hit)


def censor(article, seed, words=4, share=0.8):
    """As `spoil`, but as a filter does it: some words that the article repeats lose the same character nearly everywhere."""
    chance = random.Random(f"{article.name} {seed}")
    times = Counter(word for sentence in article.sentences if sentence.kind == "prose"
                    for word in cut(article.text(sentence)))
    repeated = sorted(word for word, count in times.items() if len(word) > 1 and _chinese(word) and 2 <= count <= 12)
    gone = {word: chance.choice([len(word) - 1, chance.randrange(len(word))])
            for word in chance.sample(repeated, min(words, len(repeated)))}
    return _rewritten(article, lambda word, begin: gone[word] if word in gone and chance.random() < share else None)


def _chinese(word):
    return all("\u4e00" <= char <= "\u9fff" for char in word)


def _rewritten(article, change):
    """The article rewritten: `change` gives for a word and its offset a keyword to put before it, a loss's place, or None."""
    text, back, places, done = [], [], [], 0

    def copy(start, end):
        text.append(article.raw[start:end])
        back.extend(range(start, end))

    for sentence in article.sentences:
        at = sentence.start
        for word in cut(article.text(sentence)) if sentence.kind == "prose" else ():
            begin, at = at, at + len(word)
            changed = change(word, begin) if begin > sentence.start and _chinese(word) else None
            if isinstance(changed, str):
                copy(done, begin)
                done = begin
                places.append((len(back), len(back) + len(changed), "inserted", ""))
                text.append(changed)
                back.extend([begin] * len(changed))
            elif changed is not None:
                copy(done, begin + changed)
                done = begin + changed + 1
                places.append((len(back) - changed, len(back) - changed + len(word) - 1, "dropped", word))
    copy(done, len(article.raw))
    return "".join(text), [*back, len(article.raw)], places
