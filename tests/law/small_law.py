"""An invented two-article law in a folder of its own, for tests that break things."""

import hashlib
from pathlib import Path

INDENT = "\u3000\u3000"
TEXT = f"""各镇：
{INDENT}为办好茶馆，提出如下意见：
{INDENT}一、茶馆
{INDENT}（一）开办茶馆。鼓励开办茶馆。对年营业额低于6万元的茶馆，减半收取茶税；每年评选10家。
{INDENT}（二）茶税。茶税按3%收取。"""

CHAPTER = """
- {id: '0.1', text: 各镇：, kind: preamble, force: fact, gloss: addressees, check: read}
- {id: '0.2', text: 为办好茶馆，提出如下意见：, kind: preamble, force: fact, gloss: basis, check: read}
- {id: c1, text: 一、茶馆, kind: heading, gloss: tea houses}
- {id: '1.0', text: （一）开办茶馆。, kind: heading, gloss: opening}
- {id: '1.1', text: 鼓励开办茶馆。, kind: guidance, force: aim, gloss: open tea houses, check: read}
- id: '1.2'
  text: 对年营业额低于6万元的茶馆，减半收取茶税；
  kind: rule
  force: order
  gloss: half tax below 60,000
  numbers: [{name: turnover, op: <, value: 60000, unit: CNY}]
  depends: ['2.1']
  check: one cent below and at the limit
- {id: '1.3', text: 每年评选10家。, kind: workflow, force: order, gloss: ten a year, check: count them}
- {id: '2.0', text: （二）茶税。, kind: heading, gloss: tea tax}
- {id: '2.1', text: 茶税按3%收取。, kind: rule, force: order, gloss: three per cent, check: compute}
"""

LEGEND = """
document: {{number: 茶政发〔2012〕1号, chapters: 1, articles: 2, sentences: 4, operative: 3, text_sha256: {seal}}}
kinds:
  heading: {{zh: 标题, en: heading}}
  preamble: {{zh: 导语, en: preamble}}
  guidance: {{zh: 指导, en: guidance}}
  rule: {{zh: 规则, en: rule}}
  workflow: {{zh: 流程, en: workflow}}
force: {{fact: {{zh: 事实, en: fact}}, aim: {{zh: 方向, en: aim}}, order: {{zh: 要求, en: order}}}}
choice: {{}}
roles: {{}}
"""

DOCUMENTS = """
- {number: 茶政发〔2012〕1号, title: 茶馆意见, en: Tea house opinions, issued: 2012-04-24, evidence: A}
- {number: 茶税〔2014〕2号, title: 茶税通知, issued: 2014-03-01, from: 2014-01-01, evidence: B, aliases: [茶税令]}
- {number: 茶税〔2015〕3号, title: 日期不明的通知, evidence: R}
"""

PARAMETERS = """
- name: half_limit
  zh: 减半上限
  en: turnover below which the tax is halved
  type: money
  boundary: exclusive
  quotes: [{sentence: '1.2', text: 6万元}]
  values: [{from: 2012-04-24, value: 60000, source: 茶政发〔2012〕1号, article: 一, evidence: S}]
- name: half
  zh: 减半
  en: part of the tax that is due
  type: rate
  quotes: [{sentence: '1.2', text: 减半}]
  values: [{from: 2012-04-24, value: 0.5, source: 茶政发〔2012〕1号, article: 一, evidence: S}]
- name: winners
  zh: 评选家数
  en: tea houses chosen each year
  type: count
  unit: firm/year
  quotes: [{sentence: '1.3', text: 每年}, {sentence: '1.3', text: 10家}]
  values: [{from: 2012-04-24, value: 10, source: 茶政发〔2012〕1号, article: 一, evidence: S}]
- name: tea_tax_rate
  zh: 茶税税率
  en: rate of the tea tax
  type: rate
  quotes: [{sentence: '2.1', text: 3%}]
  values:
    - from: 2012-04-24
      to: 2013-12-31
      enacted_to: 2015-12-31
      ended_by: 茶税〔2014〕2号#一
      value: 3%
      source: 茶政发〔2012〕1号
      article: 二
      evidence: S
    - {from: 2014-01-01, to: 2015-12-31, value: 0.02, source: 茶税〔2014〕2号, article: 一, evidence: B}
"""

NOT_NORMS = """
reasons: {heading: {zh: 序号, en: ordinal}, noun: {zh: 名词, en: noun}}
entries: [{family: heading, count: 3, reason: heading}]
"""

PENDING = """
reasons: {workflow: {zh: 待建, en: planned}}
sentences: {'1.3': workflow}
"""


def write_law(folder: Path, **changed: str) -> Path:
    """Write the invented law into a folder, with other contents for the files named, and return the folder."""
    text = changed.get("text", TEXT)
    seal = hashlib.sha256(text.encode()).hexdigest()
    contents = {
        "opinions.txt": text,
        "opinions.yaml": changed.get("legend", LEGEND.format(seal=seal)),
        "opinions_chapter_01.yaml": changed.get("chapter", CHAPTER),
        "documents/base.yaml": changed.get("documents", DOCUMENTS),
        "parameters/tea.yaml": changed.get("parameters", PARAMETERS),
        "not_norms.yaml": changed.get("not_norms", NOT_NORMS),
        "pending.yaml": changed.get("pending", PENDING),
    }
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())
    return folder
