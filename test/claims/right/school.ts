import { composed, Draw, fixed, type RightReport, type Sentence, share, sum, wan } from './draw.ts'

/** Draws the report of a school: the same facts in many wordings, several to a sentence and in any order. */
export function rightSchoolReport(seed: number): RightReport {
  const draw = new Draw(seed)
  const facts = factsOf(draw)
  return composed(draw, `${facts.school}${facts.year}年度质量报告`, chaptersOf(draw, facts), 4, 8)
}

function factsOf(draw: Draw) {
  const year = draw.int(2012, 2023)
  const place = draw.one(['云岭', '清水', '石桥', '东湖', '凤山', '平川'])
  const school = `${place}${draw.one(['职业技术学校', '中等职业学校', '理工学校', '职教中心'])}`
  const grades = [draw.int(620, 1480), draw.int(600, 1400), draw.int(560, 1300)]
  const pupils = sum(grades)
  const girls = Math.round(pupils * (0.35 + draw.next() * 0.25))
  const before = pupils + draw.int(30, 260) * (draw.next() < 0.5 ? -1 : 1)
  const intake = (grades[0] as number) + draw.int(-20, 10)
  const intakeBefore = intake + draw.int(18, 160) * (draw.next() < 0.5 ? -1 : 1)
  const plan = intake - draw.int(5, 60)
  const arrived = intake
  const admitted = intake + draw.int(12, 90)
  const staff = draw.int(220, 460)
  const [assistants, clerks, workers] = [draw.int(12, 30), draw.int(15, 36), draw.int(8, 20)] as const
  const teachers = staff - assistants - clerks - workers
  const main = Math.round(teachers * (0.55 + draw.next() * 0.15))
  const dual = Math.round(main * (0.55 + draw.next() * 0.3))
  const titles = draw.parts(teachers, 4)
  const masters = Math.round(teachers * (0.08 + draw.next() * 0.2))
  const graduates = draw.int(560, 1280)
  const employed = graduates - draw.int(6, 48)
  const studying = Math.round(employed * (0.12 + draw.next() * 0.4))
  const working = employed - studying
  const places = draw.parts(working, 3)
  const sectors = draw.parts(working, 3)
  const matched = Math.round(working * (0.62 + draw.next() * 0.3))
  const money = draw.parts(draw.int(26_000_000, 68_000_000), 4)
  const spent = draw.parts(sum(money) - draw.int(300_000, 1_800_000), 3)
  const firms = draw.int(32, 140)
  const bases = [draw.int(14, 46), draw.int(22, 96)] as const
  const stations = draw.int(900, 2900)
  const books = draw.int(60_000, 160_000)
  const computers = draw.int(620, 1500)
  const equipment = draw.int(11_000_000, 46_000_000)
  const equipmentBefore = equipment - draw.int(300_000, 2_400_000)
  const ground = draw.int(62_000, 190_000)
  const prizes = draw.parts(draw.int(24, 96), 3)
  const trained = draw.parts(draw.int(2100, 9800), 4)
  const trainedBefore = sum(trained) + draw.int(90, 700) * (draw.next() < 0.4 ? -1 : 1)
  const aided = draw.parts(draw.int(700, 2300), 3)
  const classes = [draw.int(14, 32), draw.int(13, 31), draw.int(12, 30)]
  const answers = draw.int(620, 1600)
  const opinions = draw.parts(answers, 4)
  return {
    year,
    place,
    school,
    grades,
    pupils,
    girls,
    boys: pupils - girls,
    before,
    intake,
    intakeBefore,
    plan,
    arrived,
    admitted,
    staff,
    assistants,
    clerks,
    workers,
    teachers,
    main,
    dual,
    titles,
    masters,
    graduates,
    employed,
    studying,
    working,
    places,
    sectors,
    matched,
    money,
    spent,
    firms,
    bases,
    stations,
    books,
    computers,
    equipment,
    equipmentBefore,
    ground,
    prizes,
    trained,
    trainedBefore,
    aided,
    classes,
    answers,
    opinions,
  }
}

type Facts = ReturnType<typeof factsOf>

function chaptersOf(draw: Draw, f: Facts): (readonly [string, Sentence[]])[] {
  const say = (...variants: string[]) => draw.one(variants)
  const p = draw.one([1, 2, 2])
  const up = (now: number, old: number) => (now > old ? say('增加', '增长', '多') : say('减少', '下降', '少'))
  const grew = (now: number, old: number) => (now > old ? say('增长', '增幅') : say('下降', '降幅'))
  const rate = (now: number, old: number) => share(Math.abs(now - old), old, p)
  const [g1, g2, g3] = f.grades as [number, number, number]
  const [t1, t2, t3, t4] = f.titles as [number, number, number, number]
  const [l1, l2, l3] = f.places as [number, number, number]
  const [s1, s2, s3] = f.sectors as [number, number, number]
  const [m1, m2, m3, m4] = f.money as [number, number, number, number]
  const [e1, e2, e3] = f.spent as [number, number, number]
  const [w1, w2, w3] = f.prizes as [number, number, number]
  const [c1, c2, c3] = f.classes as [number, number, number]
  const [o1, o2, o3, o4] = f.opinions as [number, number, number, number]
  const [a1, a2, a3] = f.aided as [number, number, number]
  const [b1, b2, b3, b4] = f.trained as [number, number, number, number]
  const income = sum(f.money)
  const spending = sum(f.spent)
  const jobs = f.employed
  const last = f.year - 1
  return [
    [
      '办学规模',
      [
        [
          say(
            `学校现有全日制在校生${f.pupils}人，其中一年级${g1}人、二年级${g2}人、三年级${g3}人。`,
            `全校共有在校学生${f.pupils}人（一年级${g1}人，二年级${g2}人，三年级${g3}人）。`,
            `一年级${g1}人、二年级${g2}人、三年级${g3}人，在校生合计${f.pupils}人。`,
          ),
          'sum',
        ],
        [
          say(
            `女生${f.girls}人，占在校生的${share(f.girls, f.pupils, p)}；男生${f.boys}人，占${share(f.boys, f.pupils, p)}。`,
            `在校生中，男生${f.boys}人、女生${f.girls}人，分别占${share(f.boys, f.pupils, p)}和${share(f.girls, f.pupils, p)}。`,
          ),
          'share',
          'share',
          'percent_sum',
        ],
        draw.one<Sentence>([
          [
            `在校生比上年（${f.before}人）${up(f.pupils, f.before)}${Math.abs(f.pupils - f.before)}人，${grew(f.pupils, f.before)}${rate(f.pupils, f.before)}。`,
            'growth',
          ],
          [
            `上年在校生${f.before}人，本年${f.pupils}人，${f.pupils > f.before ? '增加' : '减少'}${Math.abs(f.pupils - f.before)}人。`,
            'change',
            'direction',
          ],
          [
            `与${last}年的${f.before}人相比，在校生${f.pupils > f.before ? '增加' : '减少'}${Math.abs(f.pupils - f.before)}人，${f.pupils > f.before ? '增幅' : '降幅'}为${rate(f.pupils, f.before)}。`,
            'growth',
          ],
        ]),
        [
          say(
            `全校共设${sum(f.classes)}个教学班，其中一年级${c1}个、二年级${c2}个、三年级${c3}个。`,
            `共有${sum(f.classes)}个班：一年级${c1}个班，二年级${c2}个班，三年级${c3}个班。`,
          ),
          'sum',
        ],
        [`平均班额为${fixed(f.pupils / sum(f.classes), 1)}人。`],
      ],
    ],
    [
      '招生情况',
      [
        [
          say(
            `${f.year}年招生${f.intake}人，比${last}年的${f.intakeBefore}人${up(f.intake, f.intakeBefore)}${Math.abs(f.intake - f.intakeBefore)}人，${grew(f.intake, f.intakeBefore)}${rate(f.intake, f.intakeBefore)}。`,
            `招生人数由${last}年的${f.intakeBefore}人${f.intake > f.intakeBefore ? '增加到' : '减少到'}${f.year}年的${f.intake}人，${f.intake > f.intakeBefore ? '增长' : '下降'}${rate(f.intake, f.intakeBefore)}。`,
          ),
          'growth',
          'direction',
        ],
        [
          say(
            `招生计划${f.plan}人，实际招生${f.intake}人，完成计划的${share(f.intake, f.plan, p)}。`,
            `完成招生${f.intake}人，为年度计划${f.plan}人的${share(f.intake, f.plan, p)}。`,
          ),
          'share',
        ],
        [
          say(
            `录取新生${f.admitted}人，实际报到${f.arrived}人，报到率${share(f.arrived, f.admitted, p)}。`,
            `新生录取${f.admitted}人，报到${f.arrived}人，未报到${f.admitted - f.arrived}人，报到率为${share(f.arrived, f.admitted, p)}。`,
          ),
          'share',
        ],
      ],
    ],
    [
      '师资队伍',
      [
        [
          say(
            `学校有教职工${f.staff}人，其中专任教师${f.teachers}人、行政人员${f.clerks}人、教辅人员${f.assistants}人、工勤人员${f.workers}人。`,
            `教职工总数${f.staff}人，包括专任教师${f.teachers}人，行政人员${f.clerks}人，教辅人员${f.assistants}人，工勤人员${f.workers}人。`,
          ),
          'sum',
        ],
        [
          say(
            `专任教师${f.teachers}人，占教职工总数${f.staff}人的${share(f.teachers, f.staff, p)}。`,
            `${f.staff}名教职工中，专任教师${f.teachers}人，占${share(f.teachers, f.staff, p)}。`,
          ),
          'share',
        ],
        [
          say(
            `专业课教师${f.main}人，占专任教师的${share(f.main, f.teachers, p)}；“双师型”教师${f.dual}人，占专业课教师的${share(f.dual, f.main, p)}。`,
            `双师型教师${f.dual}人，占专业课教师（${f.main}人）的${share(f.dual, f.main, p)}，占专任教师的${share(f.dual, f.teachers, p)}。`,
          ),
          'share',
          'share',
        ],
        [
          say(
            `按职称分，正高级${t1}人、高级${t2}人、中级${t3}人、初级及以下${t4}人，分别占专任教师的${share(t1, f.teachers, p)}、${share(t2, f.teachers, p)}、${share(t3, f.teachers, p)}和${share(t4, f.teachers, p)}。`,
            `专任教师中，正高级职称${t1}人，占${share(t1, f.teachers, p)}；高级职称${t2}人，占${share(t2, f.teachers, p)}；中级职称${t3}人，占${share(t3, f.teachers, p)}；初级及以下${t4}人，占${share(t4, f.teachers, p)}。`,
          ),
          'share',
          'share',
          'share',
          'share',
        ],
        [
          say(
            `专任教师${f.teachers}人，具有硕士及以上学位的${f.masters}人，占${share(f.masters, f.teachers, p)}。`,
            `硕士以上学位教师${f.masters}人，占专任教师${f.teachers}人的${share(f.masters, f.teachers, p)}。`,
          ),
          'share',
        ],
        [
          say(
            `在校生${f.pupils}人，专任教师${f.teachers}人，生师比为${fixed(f.pupils / f.teachers, 2)}:1。`,
            `按在校生${f.pupils}人、专任教师${f.teachers}人计算，生师比${fixed(f.pupils / f.teachers, 1)}∶1。`,
          ),
          'ratio',
        ],
      ],
    ],
    [
      '就业质量',
      [
        [
          say(
            `${f.year}届毕业生${f.graduates}人，就业${jobs}人，就业率${share(jobs, f.graduates, p)}。`,
            `应届毕业生共${f.graduates}人，其中就业${jobs}人，未就业${f.graduates - jobs}人，就业率为${share(jobs, f.graduates, p)}。`,
          ),
          'share',
        ],
        [
          say(
            `就业学生中，直接就业${f.working}人，占${share(f.working, jobs, p)}；升入高一级学校${f.studying}人，占${share(f.studying, jobs, p)}。`,
            `升学${f.studying}人，占就业人数${jobs}人的${share(f.studying, jobs, p)}；直接就业${f.working}人，占就业人数的${share(f.working, jobs, p)}。`,
          ),
          'share',
          'share',
          'percent_sum',
        ],
        [
          say(
            `直接就业的${f.working}人中，本市就业${l1}人，占${share(l1, f.working, p)}；市外省内就业${l2}人，占${share(l2, f.working, p)}；省外就业${l3}人，占${share(l3, f.working, p)}。`,
            `从就业地域看，直接就业${f.working}人，其中本市${l1}人、市外省内${l2}人、省外${l3}人，所占比例分别为${share(l1, f.working, p)}、${share(l2, f.working, p)}、${share(l3, f.working, p)}。`,
          ),
          'share',
          'share',
          'share',
        ],
        [
          say(
            `从产业看，直接就业${f.working}人，从事第一、二、三产业的分别为${s1}人、${s2}人和${s3}人。`,
            `直接就业的${f.working}名毕业生分布在三次产业：第一产业${s1}人，第二产业${s2}人，第三产业${s3}人。`,
          ),
          'sum',
        ],
        [
          say(
            `对口就业${f.matched}人，占直接就业人数（${f.working}人）的${share(f.matched, f.working, p)}。`,
            `直接就业${f.working}人，专业对口${f.matched}人，对口率${share(f.matched, f.working, p)}。`,
          ),
          'share',
        ],
      ],
    ],
    [
      '经费保障',
      [
        [
          say(
            `全年总收入${wan(income)}，其中财政拨款${wan(m1)}，事业收入${wan(m2)}，专项收入${wan(m3)}，其他收入${wan(m4)}。`,
            `${f.year}年学校收入合计${wan(income)}：财政拨款${wan(m1)}、事业收入${wan(m2)}、专项收入${wan(m3)}、其他收入${wan(m4)}。`,
          ),
        ],
        [
          say(
            `财政拨款${wan(m1)}，占总收入（${wan(income)}）的${share(m1, income, p)}。`,
            `总收入${wan(income)}中财政拨款${wan(m1)}，占${share(m1, income, p)}。`,
          ),
          'share',
        ],
        [
          say(
            `总支出${wan(spending)}，其中人员支出${wan(e1)}，占${share(e1, spending, p)}；公用支出${wan(e2)}，占${share(e2, spending, p)}；项目支出${wan(e3)}，占${share(e3, spending, p)}。`,
            `人员支出${wan(e1)}、公用支出${wan(e2)}、项目支出${wan(e3)}，分别占总支出${wan(spending)}的${share(e1, spending, p)}、${share(e2, spending, p)}和${share(e3, spending, p)}。`,
          ),
          'share',
          'share',
          'share',
        ],
        [
          say(
            `在校生${f.pupils}人，总支出${wan(spending)}，生均支出${fixed(spending / f.pupils, 0)}元。`,
            `总支出${wan(spending)}，按在校生${f.pupils}人计算，生均${fixed(spending / f.pupils, 2)}元。`,
          ),
          'per_head',
        ],
      ],
    ],
    [
      '办学条件',
      [
        [
          say(
            `校内实训室${f.bases[0]}个、校外实习基地${f.bases[1]}个，共计${sum(f.bases)}个。`,
            `现有校内外实训基地${sum(f.bases)}个，其中校内${f.bases[0]}个，校外${f.bases[1]}个。`,
          ),
          'sum',
        ],
        [
          say(
            `教学仪器设备总值${wan(f.equipment)}，比上年的${wan(f.equipmentBefore)}增加${wan(Math.round(f.equipment / 100) * 100 - Math.round(f.equipmentBefore / 100) * 100)}，增长${share(f.equipment - f.equipmentBefore, f.equipmentBefore, p)}。`,
            `设备总值由上年的${wan(f.equipmentBefore)}增加到${wan(f.equipment)}，增幅${share(f.equipment - f.equipmentBefore, f.equipmentBefore, p)}。`,
          ),
          'growth',
          'direction',
        ],
        [
          say(
            `图书馆藏书${f.books}册，在校生${f.pupils}人，生均图书${fixed(f.books / f.pupils, 1)}册。`,
            `纸质图书${fixed(f.books / 10_000, 2)}万册，按在校生${f.pupils}人计，生均${fixed(f.books / f.pupils, 1)}册。`,
          ),
          'per_head',
        ],
        [
          say(
            `教学用计算机${f.computers}台，在校生${f.pupils}人，每百名学生拥有${fixed((f.computers / f.pupils) * 100, 1)}台。`,
            `在校生${f.pupils}人，教学用计算机${f.computers}台，每百生${fixed((f.computers / f.pupils) * 100, 1)}台。`,
          ),
          'per_head',
        ],
        [
          say(
            `校园占地${f.ground}平方米，在校生${f.pupils}人，生均占地${fixed(f.ground / f.pupils, 1)}平方米。`,
            `占地面积${fixed(f.ground / 10_000, 2)}万平方米，生均${fixed(f.ground / f.pupils, 1)}平方米（在校生${f.pupils}人）。`,
          ),
          'per_head',
        ],
      ],
    ],
    [
      '技能竞赛',
      [
        [
          say(
            `全年获市级以上奖项${sum(f.prizes)}项，其中一等奖${w1}项、二等奖${w2}项、三等奖${w3}项。`,
            `获一等奖${w1}项、二等奖${w2}项、三等奖${w3}项，共计${sum(f.prizes)}项。`,
            `共获奖${sum(f.prizes)}项（一等奖${w1}项，二等奖${w2}项，三等奖${w3}项）。`,
          ),
          'sum',
        ],
      ],
    ],
    [
      '社会培训',
      [
        [
          say(
            `全年开展培训${sum(f.trained)}人次，其中企业职工${b1}人次、退役军人${b2}人次、农民${b3}人次、社区居民${b4}人次。`,
            `企业职工培训${b1}人次，退役军人培训${b2}人次，农民培训${b3}人次，社区居民培训${b4}人次，合计${sum(f.trained)}人次。`,
          ),
          'sum',
        ],
        [
          say(
            `培训规模比上年（${f.trainedBefore}人次）${up(sum(f.trained), f.trainedBefore)}${Math.abs(sum(f.trained) - f.trainedBefore)}人次，${grew(sum(f.trained), f.trainedBefore)}${rate(sum(f.trained), f.trainedBefore)}。`,
            `上年培训${f.trainedBefore}人次，本年培训${sum(f.trained)}人次，${sum(f.trained) > f.trainedBefore ? '增长' : '下降'}${rate(sum(f.trained), f.trainedBefore)}。`,
          ),
          'growth',
        ],
      ],
    ],
    [
      '学生资助',
      [
        [
          say(
            `全年资助学生${sum(f.aided)}人次，其中国家助学金${a1}人次、免学费${a2}人次、校内资助${a3}人次。`,
            `享受国家助学金${a1}人次、免学费${a2}人次、校内资助${a3}人次，累计资助${sum(f.aided)}人次。`,
          ),
          'sum',
        ],
        [
          say(
            `发放国家助学金${wan(a1 * 1000)}，受助${a1}人次，人均1000元。`,
            `国家助学金按每人1000元发放，${a1}人次共${wan(a1 * 1000)}。`,
          ),
          'per_head',
        ],
      ],
    ],
    [
      '满意度调查',
      [
        [
          say(
            `收回有效问卷${f.answers}份，其中很满意${o1}份，占${share(o1, f.answers, p)}；满意${o2}份，占${share(o2, f.answers, p)}；一般${o3}份，占${share(o3, f.answers, p)}；不满意${o4}份，占${share(o4, f.answers, p)}。`,
            `${f.answers}份有效问卷中，很满意、满意、一般、不满意的分别为${o1}份、${o2}份、${o3}份和${o4}份，占比分别为${share(o1, f.answers, p)}、${share(o2, f.answers, p)}、${share(o3, f.answers, p)}和${share(o4, f.answers, p)}。`,
          ),
          'share',
          'share',
          'share',
          'share',
        ],
        [
          say(
            `发放问卷${f.answers + 37}份，收回${f.answers}份，回收率${share(f.answers, f.answers + 37, p)}。`,
          ),
          'share',
        ],
      ],
    ],
  ]
}
