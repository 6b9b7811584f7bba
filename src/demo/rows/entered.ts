import { type Decimal, decimal } from '../../kernel/index.ts'
import type { EnteredValue } from '../demonstration.ts'
import { fromHundredths } from '../plan/shares.ts'
import type { SchoolYear } from './context.ts'

const PRIVATE = '民办学校不使用公共财政预算经费，也没有核定编制'

/** What the school's clerk types. Counts that also follow from registers are typed too: the checks compare them. */
export function enteredValues(school: SchoolYear): EnteredValue[] {
  const { plan } = school
  const { students, staff, facilities, finance, activities } = plan
  const enrolled = students.grades.reduce((sum, count) => sum + count, 0)
  const { changes } = students
  const isPrivate = finance.budget === undefined
  return [
    count('enrolment_full_time', enrolled),
    count('entrants', students.entrants),
    count('staff', staff.teachers + staff.managers + staff.support + staff.workers),
    count('full_time_teachers', staff.teachers),
    count('graduates', plan.graduates.total),
    count('students_previous', changes.previous),
    count('students_returned', changes.returned),
    count('students_transferred_in', changes.transferredIn),
    count('students_other_increase', 0),
    count('students_completed', changes.completed),
    count('students_suspended', changes.suspended),
    count('students_dropped_out', changes.droppedOut),
    count('students_transferred_out', changes.transferredOut),
    count('students_enlisted', changes.enlisted),
    count('students_died', 0),
    count('students_other_decrease', 0),
    count('final_year_students', students.finalYear),
    count('land_area', facilities.land),
    count('building_area', facilities.building),
    count('teaching_area', Math.floor(facilities.building * 0.57)),
    count('practice_area', Math.floor(facilities.building * 0.22)),
    count('dormitory_area', Math.floor(facilities.building * 0.31)),
    money('fixed_assets', facilities.fixedAssets),
    money('equipment_value', facilities.equipment),
    money('equipment_value_added', facilities.equipmentAdded),
    money('equipment_value_retired', facilities.equipmentRetired),
    count('practice_stations', facilities.stations),
    count('books', facilities.books),
    count('books_added', facilities.booksAdded),
    count('books_written_off', facilities.booksWrittenOff),
    count('e_books', facilities.eBooks),
    count('periodicals', facilities.periodicals),
    count('student_reading_seats', facilities.studentSeats),
    count('teacher_reading_seats', facilities.teacherSeats),
    count('computers', facilities.computers),
    count('multimedia_classrooms', facilities.classrooms),
    count('internet_bandwidth', facilities.bandwidth),
    count('teachers_previous', staff.previous),
    count('teachers_left', staff.left),
    staff.posts === undefined ? none('approved_posts') : count('approved_posts', staff.posts),
    staff.posts === undefined ? none('fixed_posts') : count('fixed_posts', (staff.posts * 7) / 10),
    staff.posts === undefined ? none('temporary_posts') : count('temporary_posts', (staff.posts * 3) / 10),
    count('general_course_examined', enrolled),
    count('general_course_passed', activities.results.general),
    count('skill_examined', enrolled),
    count('skill_passed', activities.results.skill),
    count('discipline_cases', activities.conduct.discipline),
    count('student_clubs', activities.conduct.clubs),
    count('volunteer_visits', activities.conduct.volunteering),
    isPrivate ? none('public_budget_expense') : money('public_budget_expense', finance.budget?.expense ?? 0),
    isPrivate
      ? none('public_budget_public_funds')
      : money('public_budget_public_funds', finance.budget?.publicFunds ?? 0),
    isPrivate ? none('budget_students') : count('budget_students', finance.budget?.students ?? 0),
    money('public_funds_spent', finance.spent),
    money('teacher_training_spend', finance.training),
    money(
      'internship_insurance_spend',
      Math.ceil((activities.interns.post * insurancePerIntern(school)) / 100),
    ),
    money('tuition_waiver_funds', students.waived * 35),
    money('grant_funds', students.grants * 20),
  ]
}

/** Yuan for each intern. */
function insurancePerIntern({ seed, year }: SchoolYear): number {
  return seed.totals.get(year)?.finance.insurance_per_intern ?? 0
}

function count(element: string, value: number): EnteredValue {
  return known(element, decimal(value))
}

function money(element: string, hundredths: number): EnteredValue {
  return known(element, decimal(fromHundredths(hundredths)))
}

function known(element: string, value: Decimal): EnteredValue {
  return { element, cell: '', value: { state: 'known', value } }
}

function none(element: string): EnteredValue {
  return { element, cell: '', value: { state: 'not_applicable', reason: PRIVATE } }
}
