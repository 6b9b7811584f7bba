import { composed, Draw, fixed, type RightReport, type Sentence, share, sum, wan } from './draw.ts'

/** Draws the education statistics of a district: people, schools, aid, contests and firms, in the wordings of bulletins. */
export function rightDistrictReport(seed: number): RightReport {
  const draw = new Draw(seed + 104_729)
  return composed(
    draw,
    `${draw.one(['临江', '青石', '白塔', '长河'])}区教育事业统计公报`,
    chapters(draw),
    3,
    6,
  )
}

function chapters(draw: Draw): (readonly [string, Sentence[]])[] {
  const say = (...variants: string[]) => draw.one(variants)
  const year = draw.int(2013, 2023)
  const p = draw.one([1, 2, 2])
  const moved = (size: number, most: number) => size + draw.int(12, most) * (draw.next() < 0.5 ? -1 : 1)
  const more = (now: number, old: number) => (now > old ? '增加' : '减少')
  const grew = (now: number, old: number) => (now > old ? '增长' : '下降')

  const people = draw.int(180_000, 960_000)
  const peopleBefore = people - draw.int(9000, 80_000)
  const men = Math.round(people * (0.49 + draw.next() * 0.04))
  const ages = draw.parts(people, 3)
  const town = Math.round(people * (0.45 + draw.next() * 0.4))
  const households = Math.round(people / (2.3 + draw.next()))
  const homes = households - draw.int(900, 4000)
  const inHomes = people - draw.int(8000, 30_000)

  const nursery = draw.int(6000, 31_000)
  const primary = draw.int(22_000, 71_000)
  const junior = draw.int(9000, 33_000)
  const senior = draw.int(6000, 19_000)
  const vocational = draw.int(4000, 15_000)
  const all = nursery + primary + junior + senior + vocational
  const before = [nursery, primary, junior].map((size) => moved(size, 1900))
  const staff = draw.int(3200, 9800)
  const teachers = Math.round(staff * (0.78 + draw.next() * 0.12))
  const women = Math.round(teachers * (0.55 + draw.next() * 0.2))

  const projects = draw.parts(draw.int(9000, 42_000), 4)
  const [a1, a2, a3, a4] = projects as [number, number, number, number]
  const money = [a1 * 2000, a2 * 1200, a3 * 800, a4 * 500]
  const moneyBefore = sum(money) - draw.int(200_000, 2_000_000)

  const firms = draw.int(40, 210)
  const deep = Math.round(firms * (0.2 + draw.next() * 0.3))
  const orders = draw.parts(draw.int(500, 2600), 3)
  const gifts = draw.int(1_200_000, 9_800_000)

  const entries = draw.int(60, 320)
  const gold = draw.int(4, 18)
  const silver = gold + draw.int(2, 14)
  const bronze = silver + draw.int(2, 20)
  const won = gold + silver + bronze
  const wonBefore = moved(won, 9)

  const placed = draw.int(600, 2800)
  const [q1, q2, q3] = draw.parts(placed, 3) as [number, number, number]
  const insured = placed - draw.int(0, 9)
  const lows = [draw.int(2100, 2600), draw.int(2700, 3300), draw.int(3400, 4300)] as const

  return [
    [
      '人口',
      [
        [
          say(
            `全区常住人口为${people}人，与第六次全国人口普查的${peopleBefore}人相比，十年共增加${people - peopleBefore}人，增长${share(people - peopleBefore, peopleBefore)}。`,
            `全区常住人口${people}人，比十年前的${peopleBefore}人增加${people - peopleBefore}人，增长${share(people - peopleBefore, peopleBefore)}。`,
          ),
          'change',
          'growth',
        ],
        [
          say(
            `全区常住人口中，男性人口为${men}人，占${share(men, people)}；女性人口为${people - men}人，占${share(people - men, people)}。`,
            `男性${men}人，占常住人口的${share(men, people)}；女性${people - men}人，占${share(people - men, people)}。总人口性别比（以女性为100，男性对女性的比例）为${fixed((men / (people - men)) * 100, 2)}。`,
          ),
          'share',
          'share',
          'percent_sum',
        ],
        [
          `全区常住人口中，0-14岁人口为${ages[0]}人，占${share(ages[0] as number, people)}；15-59岁人口为${ages[1]}人，占${share(ages[1] as number, people)}；60岁及以上人口为${ages[2]}人，占${share(ages[2] as number, people)}。`,
          'share',
          'share',
          'share',
        ],
        [
          say(
            `居住在城镇的人口为${town}人，占${share(town, people)}；居住在乡村的人口为${people - town}人，占${share(people - town, people)}。`,
            `城镇人口${town}人，乡村人口${people - town}人，分别占常住人口的${share(town, people)}和${share(people - town, people)}。`,
          ),
          'share',
          'share',
        ],
        [
          `全区共有家庭户${homes}户，家庭户人口为${inHomes}人，平均每个家庭户的人口为${fixed(inHomes / homes, 2)}人。`,
          'per_head',
        ],
      ],
    ],
    [
      '学生',
      [
        [
          say(
            `全区各级各类学校在校生${all}人，其中幼儿园${nursery}人、小学${primary}人、初中${junior}人、普通高中${senior}人、中职${vocational}人。`,
            `幼儿园在园幼儿${nursery}人，小学在校生${primary}人，初中在校生${junior}人，普通高中在校生${senior}人，中职在校生${vocational}人，合计${all}人。`,
          ),
          'sum',
        ],
        [
          `幼儿园在园幼儿${nursery}人，比上年${more(nursery, before[0] as number)}${Math.abs(nursery - (before[0] as number))}人，${grew(nursery, before[0] as number)}${share(Math.abs(nursery - (before[0] as number)), before[0] as number, p)}。`,
          'growth',
        ],
        [
          `小学在校生${primary}人，上年为${before[1]}人，${more(primary, before[1] as number)}${Math.abs(primary - (before[1] as number))}人。`,
          'change',
          'direction',
        ],
        [
          say(
            `高中阶段在校生${senior + vocational}人，其中中职${vocational}人，占${share(vocational, senior + vocational, p)}。`,
            `普通高中在校生${senior}人，中职在校生${vocational}人，中职占高中阶段在校生（${senior + vocational}人）的${share(vocational, senior + vocational, p)}。`,
          ),
          'share',
        ],
        [
          `普职比为${fixed(senior / vocational, 2)}:1，普通高中在校生${senior}人，中职在校生${vocational}人。`,
        ],
      ],
    ],
    [
      '教师',
      [
        [
          say(
            `教职工${staff}人，其中专任教师${teachers}人，占${share(teachers, staff, p)}；女教师${women}人，占专任教师的${share(women, teachers, p)}。`,
            `全区教职工总数${staff}人，专任教师${teachers}人，占教职工总数的${share(teachers, staff, p)}。专任教师中女教师${women}人，占${share(women, teachers, p)}。`,
          ),
          'share',
          'share',
        ],
      ],
    ],
    [
      '资助',
      [
        [
          say(
            `全年资助学生${sum(projects)}人次，其中国家助学金${a1}人次、免学费${a2}人次、生活补助${a3}人次、营养改善${a4}人次。`,
            `国家助学金资助${a1}人次，免学费${a2}人次，生活补助${a3}人次，营养改善${a4}人次，共资助${sum(projects)}人次。`,
          ),
          'sum',
        ],
        [
          `资助金额${wan(sum(money))}，比上年的${wan(moneyBefore)}增加${wan(Math.round(sum(money) / 100) * 100 - Math.round(moneyBefore / 100) * 100)}，增长${share(sum(money) - moneyBefore, moneyBefore, p)}。`,
          'growth',
          'direction',
        ],
      ],
    ],
    [
      '校企合作',
      [
        [
          say(
            `合作企业${firms}家，其中深度合作企业${deep}家，占${share(deep, firms, p)}。`,
            `与${firms}家企业开展合作，深度合作的${deep}家，占合作企业的${share(deep, firms, p)}。`,
          ),
          'share',
        ],
        [
          say(
            `订单培养学生${sum(orders)}人，其中一年级${orders[0]}人、二年级${orders[1]}人、三年级${orders[2]}人。`,
            `订单班学生一年级${orders[0]}人、二年级${orders[1]}人、三年级${orders[2]}人，共${sum(orders)}人。`,
          ),
          'sum',
        ],
        [
          `企业捐赠设备总值${wan(gifts)}，平均每家企业${fixed(gifts / firms / 10_000, 2)}万元（合作企业${firms}家）。`,
        ],
      ],
    ],
    [
      '技能大赛',
      [
        [
          say(
            `${entries}人参加省级以上比赛，${won}人获奖，获奖率${share(won, entries, p)}。`,
            `参加省级以上技能大赛${entries}人，获奖${won}人，获奖率为${share(won, entries, p)}。`,
          ),
        ],
        [
          say(
            `获一等奖${gold}项、二等奖${silver}项、三等奖${bronze}项，共${won}项，比上年的${wonBefore}项${won > wonBefore ? '多' : '少'}${Math.abs(won - wonBefore)}项。`,
            `共获奖${won}项，其中一等奖${gold}项，二等奖${silver}项，三等奖${bronze}项；上年获奖${wonBefore}项。`,
          ),
          'sum',
        ],
      ],
    ],
    [
      '实习',
      [
        [
          say(
            `顶岗实习学生${placed}人，其中制造业${q1}人，占${share(q1, placed, p)}；服务业${q2}人，占${share(q2, placed, p)}；其他${q3}人，占${share(q3, placed, p)}。`,
            `${placed}名实习学生中，制造业${q1}人、服务业${q2}人、其他${q3}人，分别占${share(q1, placed, p)}、${share(q2, placed, p)}和${share(q3, placed, p)}。`,
          ),
          'share',
          'share',
          'share',
        ],
        [`实习学生${placed}人，参加实习责任保险${insured}人，参保率${share(insured, placed, p)}。`, 'share'],
        [
          say(
            `月平均报酬由${year - 2}年的${lows[0]}元提高到${year - 1}年的${lows[1]}元，${year}年达到${lows[2]}元，逐年提高。`,
            `${year - 2}年、${year - 1}年、${year}年月平均报酬分别为${lows[0]}元、${lows[1]}元和${lows[2]}元，逐年提高。`,
          ),
          'direction',
        ],
      ],
    ],
  ]
}
