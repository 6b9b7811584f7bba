import { composed, Draw, type RightReport, type Sentence, share, sum, wan } from './draw.ts'

/** The report of a city: kinds of schools, a table, shares and changes over years. */
function cityChapters(draw: Draw): (readonly [string, Sentence[]])[] {
  const say = (...variants: string[]) => draw.one(variants)
  const year = draw.int(2014, 2023)
  const p = draw.one([1, 2, 2])
  const kinds = ['普通中专', '职业高中', '成人中专', '技工学校'] as const
  const schools = kinds.map(() => draw.int(3, 19))
  const intake = kinds.map(() => draw.int(1200, 9800))
  const pupils = intake.map((size) => Math.round(size * (2.4 + draw.next() * 0.5)))
  const past = intake.map((size) => size + draw.int(40, 700) * (draw.next() < 0.5 ? -1 : 1))
  const [i1, i2, i3, i4] = intake as [number, number, number, number]
  const [p1, p2, p3, p4] = pupils as [number, number, number, number]
  const all = sum(intake)
  const allPast = sum(past) === all ? all + 16 : sum(past)
  const inAll = sum(pupils)
  const senior = all + draw.int(9000, 26000)
  const years = [0, 1, 2, 3].map(() => draw.int(91, 98) + draw.int(0, 99) / 100)
  const [r1, r2, r3, r4] = years as [number, number, number, number]
  const counties = draw.some(['东山县', '西河县', '南岭县', '北湖区', '中原区', '海州市'], 4, 4)
  const byCounty = counties.map(() => draw.int(800, 7600))
  const order = byCounty
    .map((size, at) => [size, counties[at] as string] as const)
    .sort((a, b) => b[0] - a[0])
  const aid = draw.parts(draw.int(30_000_000, 90_000_000), 3)
  const [x1, x2, x3] = aid as [number, number, number]
  const up = all > allPast
  const gap = Math.abs(all - allPast)
  const table = [
    `表1 ${year}年中职学校基本情况`,
    '类别 | 学校数（所） | 招生数（人） | 在校生数（人）',
    ...kinds.map((kind, at) => `${kind} | ${schools[at]} | ${intake[at]} | ${pupils[at]}`),
    `合计 | ${sum(schools)} | ${all} | ${inAll}`,
  ].join('\n')
  return [
    [
      '基本情况',
      [
        [
          say(
            `全市共有中等职业学校${sum(schools)}所，其中普通中专${schools[0]}所、职业高中${schools[1]}所、成人中专${schools[2]}所、技工学校${schools[3]}所。`,
            `普通中专${schools[0]}所，职业高中${schools[1]}所，成人中专${schools[2]}所，技工学校${schools[3]}所，全市中等职业学校合计${sum(schools)}所。`,
          ),
          'sum',
        ],
        [
          say(
            `全市中职招生${all}人，比上年${up ? '增加' : '减少'}${gap}人，${up ? '增长' : '下降'}${share(gap, allPast, p)}；在校生${inAll}人。`,
            `${year}年中职招生${all}人，上年为${allPast}人，${up ? '增加' : '减少'}${gap}人，${up ? '增幅' : '降幅'}${share(gap, allPast, p)}。`,
          ),
          'growth',
        ],
        [
          say(
            `招生中，普通中专${i1}人，占${share(i1, all, p)}；职业高中${i2}人，占${share(i2, all, p)}；成人中专${i3}人，占${share(i3, all, p)}；技工学校${i4}人，占${share(i4, all, p)}。`,
            `普通中专、职业高中、成人中专、技工学校分别招生${i1}人、${i2}人、${i3}人和${i4}人，占招生总数${all}人的${share(i1, all, p)}、${share(i2, all, p)}、${share(i3, all, p)}和${share(i4, all, p)}。`,
          ),
        ],
        [
          say(
            `高中阶段招生${senior}人，其中中职${all}人，占${share(all, senior, p)}；普通高中${senior - all}人，占${share(senior - all, senior, p)}。`,
            `全市高中阶段招生${senior}人，中职招生${all}人，占高中阶段招生总数的${share(all, senior, p)}。`,
          ),
          'share',
        ],
      ],
    ],
    [
      '分类统计',
      [
        [`\n${table}\n`],
        [
          say(
            `从表1可见，在校生最多的是${kinds[pupils.indexOf(Math.max(...pupils))]}，为${Math.max(...pupils)}人。`,
            `在校生合计${inAll}人，其中普通中专${p1}人、职业高中${p2}人、成人中专${p3}人、技工学校${p4}人。`,
          ),
        ],
      ],
    ],
    [
      '区域分布',
      [
        [
          say(
            `分县区看，${order.map(([size, name]) => `${name}${size}人`).join('、')}，招生人数居前两位的是${order[0]?.[1]}和${order[1]?.[1]}。`,
            `招生最多的是${order[0]?.[1]}，为${order[0]?.[0]}人，其次是${order[1]?.[1]}，为${order[1]?.[0]}人，最少的是${order[3]?.[1]}，为${order[3]?.[0]}人。`,
          ),
          'rank',
        ],
        [`${order[0]?.[1]}比${order[3]?.[1]}多${(order[0]?.[0] ?? 0) - (order[3]?.[0] ?? 0)}人。`],
      ],
    ],
    [
      '就业',
      [
        [
          say(
            `${year - 3}年至${year}年，就业率分别为${r1.toFixed(2)}%、${r2.toFixed(2)}%、${r3.toFixed(2)}%和${r4.toFixed(2)}%，均在90%以上。`,
            `近四年就业率依次为${r1.toFixed(2)}%、${r2.toFixed(2)}%、${r3.toFixed(2)}%、${r4.toFixed(2)}%，都超过90%。`,
          ),
        ],
        r4 === r3
          ? [`${year}年就业率与上年持平。`]
          : [
              `${year}年就业率为${r4.toFixed(2)}%，比上年的${r3.toFixed(2)}%${r4 > r3 ? '提高' : '下降'}${Math.abs(r4 - r3).toFixed(2)}个百分点。`,
              'change',
              'direction',
            ],
      ],
    ],
    [
      '资助',
      [
        [
          say(
            `全市资助资金总额${wan(sum(aid))}，其中中央财政${wan(x1)}，占${share(x1, sum(aid), p)}；省级财政${wan(x2)}，占${share(x2, sum(aid), p)}；市县财政${wan(x3)}，占${share(x3, sum(aid), p)}。`,
            `中央财政${wan(x1)}、省级财政${wan(x2)}、市县财政${wan(x3)}，分别占资助总额${wan(sum(aid))}的${share(x1, sum(aid), p)}、${share(x2, sum(aid), p)}和${share(x3, sum(aid), p)}。`,
          ),
          'share',
          'share',
          'share',
        ],
      ],
    ],
  ]
}

/** Draws the report of a city. */
export function rightCityReport(seed: number): RightReport {
  const draw = new Draw(seed + 7919)
  return composed(
    draw,
    `${draw.one(['云州', '清江', '平湖', '石州'])}市职业教育年度报告`,
    cityChapters(draw),
    3,
    5,
  )
}
