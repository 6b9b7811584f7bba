import { apportion } from '../apportion.ts'
import type { Totals } from '../seed.ts'
import { at, bySize, type Split, weights, within } from './shares.ts'
import type { StaffPlan } from './staff.ts'
import type { StudentPlan } from './students.ts'

/** What one school did in a year: counts that its registers spell out row by row. */
export interface ActivityPlan {
  readonly interns: {
    readonly post: number
    readonly following: number
    readonly observation: number
    readonly matched: number
    readonly onPost: number
  }
  readonly moral: { readonly activities: number; readonly visits: number }
  readonly results: { readonly general: number; readonly skill: number }
  readonly conduct: { readonly discipline: number; readonly clubs: number; readonly volunteering: number }
  readonly surveys: Readonly<Record<string, readonly [number, number]>>
  readonly training: {
    readonly events: number
    readonly visits: number
    readonly upper: number
    readonly shadowing: number
  }
  readonly contests: {
    readonly studentProvincial: number
    readonly teacherProvincial: number
    readonly teacherNational: number
    readonly cityEntrants: number
    readonly cityPrizes: number
  }
  readonly service: {
    readonly visits: number
    readonly people: number
    readonly appraisals: number
    readonly appraisalsPassed: number
    readonly assistance: number
    readonly assistanceVisits: number
    readonly ethnic: number
  }
  readonly courses: {
    readonly total: number
    readonly joint: number
    readonly projectBased: number
    readonly standards: number
    readonly textbooks: number
  }
  readonly agreements: number
}

export function planActivities(
  split: Split,
  totals: Totals,
  students: readonly StudentPlan[],
  staff: readonly StaffPlan[],
): ActivityPlan[] {
  const { schools } = split
  const { internship, quality, training, contests, service, courses } = totals
  const sizes = students.map(({ grades: [one, two, three] }) => one + two + three)
  const finalYear = students.map((plan) => plan.finalYear)
  const post = within(split, internship.post, finalYear, 'post', 0.01)
  const seconds = students.map(({ grades }) => grades[1])
  const firsts = students.map(({ grades }) => grades[0])
  const following = within(split, internship.following, seconds, 'following', 0.4)
  const observation = within(split, internship.observation, firsts, 'observation', 0.4)
  const matched = within(split, internship.matched, post, 'intern-match', 0.03)
  const onPost = within(split, internship.on_post, post, 'on-post', 0.01)
  const activities = apportion(
    quality.moral_activities,
    weights(split, 'moral', (_, index) => Math.sqrt(at(sizes, index)), 0.1),
  )
  const moralVisits = bySize(split, quality.moral_visits, 'moral-visits')
  const general = within(split, quality.general_passed, sizes, 'general', 0.015)
  const skill = within(split, quality.skill_passed, sizes, 'skill', 0.015)
  const discipline = bySize(split, quality.discipline, 'discipline', 0.4)
  const clubs = apportion(quality.clubs, sizes.map(Math.sqrt))
  const volunteering = bySize(split, quality.volunteering, 'volunteering', 0.2)
  const surveys = planSurveys(split, totals)
  const teachers = staff.map((plan) => plan.teachers)
  const byTeachers = (amount: number, purpose: string, spread: number) =>
    apportion(
      amount,
      weights(split, purpose, (_, index) => at(teachers, index), spread),
    )
  const events = byTeachers(training.trainings, 'trainings', 0.1)
  const trainingVisits = apportion(training.visits - training.upper_visits, events)
  const upper = apportion(training.upper_visits, events)
  const shadowing = byTeachers(training.shadowing, 'shadowing', 0.2)
  const studentProvincial = bySize(split, contests.student_provincial, 'student-prizes', 0.4)
  const headTeacherAt = schools.findIndex((school) => school.code === contests.head_teacher_first)
  const teacherProvincial = apportion(
    contests.teacher_provincial - (headTeacherAt < 0 ? 0 : 1),
    weights(split, 'teacher-prizes', (_, index) => at(teachers, index), 0.4),
  ).map((count, index) => count + (index === headTeacherAt ? 1 : 0))
  const teacherNational = byTeachers(contests.teacher_national, 'national-prizes', 0.6)
  const cityEntrants = bySize(split, contests.city_entrants, 'city-entrants', 0.2)
  const cityPrizes = within(split, contests.city_prizes, cityEntrants, 'city-prizes', 0.2)
  const farmers = schools.map((school) => school.farmer_classes)
  const farmerVisits = farmers.map((plan) => (plan ? plan.people * plan.days : 0))
  const farmerPeople = farmers.map((plan) => plan?.people ?? 0)
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  const visits = bySize(split, service.training_visits - sum(farmerVisits), 'training-visits', 0.35)
  const people = within(split, service.training_people - sum(farmerPeople), visits, 'training-people', 0.2)
  const appraisals = bySize(split, service.appraisals, 'appraisals', 0.3)
  const appraisalsPassed = within(split, service.appraisals_passed, appraisals, 'appraisals-passed', 0.03)
  const assistance = apportion(
    service.assistance_items,
    weights(split, 'assistance', (_, index) => Math.max(at(sizes, index) - 500, 0), 0.3),
  )
  const assistanceVisits = apportion(service.assistance_visits, assistance)
  const ethnic = within(split, service.ethnic_items, assistance, 'ethnic', 0.3)
  const offered = schools.map((school) => school.programmes.length)
  const perProgramme = (amount: number, purpose: string, spread: number) =>
    apportion(
      amount,
      weights(split, purpose, (_, index) => at(offered, index), spread),
    )
  const courseTotal = perProgramme(courses.total, 'courses', 0.08)
  const joint = within(split, courses.joint, courseTotal, 'joint', 0.3)
  const projectBased = within(split, courses.project_based, courseTotal, 'project-based', 0.1)
  const standards = perProgramme(
    courses.standards - sum(schools.map((school) => school.standards.length)),
    'standards',
    0.2,
  )
  const textbooks = perProgramme(
    courses.textbooks - sum(schools.map((school) => school.textbooks.length)),
    'textbooks',
    0.3,
  )
  const agreements = bySize(split, totals.cooperation.cooperation_agreements, 'agreements', 0.2)
  return schools.map((_, index) => ({
    interns: {
      post: at(post, index),
      following: at(following, index),
      observation: at(observation, index),
      matched: at(matched, index),
      onPost: at(onPost, index),
    },
    moral: { activities: at(activities, index), visits: at(moralVisits, index) },
    results: { general: at(general, index), skill: at(skill, index) },
    conduct: {
      discipline: at(discipline, index),
      clubs: at(clubs, index),
      volunteering: at(volunteering, index),
    },
    surveys: at(surveys, index),
    training: {
      events: at(events, index),
      visits: at(trainingVisits, index),
      upper: at(upper, index),
      shadowing: at(shadowing, index),
    },
    contests: {
      studentProvincial: at(studentProvincial, index),
      teacherProvincial: at(teacherProvincial, index),
      teacherNational: at(teacherNational, index),
      cityEntrants: at(cityEntrants, index),
      cityPrizes: at(cityPrizes, index),
    },
    service: {
      visits: at(visits, index),
      people: at(people, index),
      appraisals: at(appraisals, index),
      appraisalsPassed: at(appraisalsPassed, index),
      assistance: at(assistance, index),
      assistanceVisits: at(assistanceVisits, index),
      ethnic: at(ethnic, index),
    },
    courses: {
      total: at(courseTotal, index),
      joint: at(joint, index),
      projectBased: at(projectBased, index),
      standards: at(standards, index),
      textbooks: at(textbooks, index),
    },
    agreements: at(agreements, index),
  }))
}

/** Sample and satisfied of each surveyed group. */
function planSurveys(split: Split, totals: Totals): Record<string, readonly [number, number]>[] {
  const parts: Record<string, readonly [number, number]>[] = split.schools.map(() => ({}))
  for (const [group, [sample, satisfied]] of Object.entries(totals.satisfaction)) {
    const samples = bySize(split, sample, `sample-${group}`, 0.05)
    const content = within(split, satisfied, samples, `satisfied-${group}`, 0.03)
    parts.forEach((part, index) => {
      part[group] = [at(samples, index), at(content, index)]
    })
  }
  return parts
}
