import { apportion } from '../apportion.ts'
import type { Totals } from '../seed.ts'
import { at, bySize, hundredths, type Split, total, weights } from './shares.ts'

/** Site, buildings, equipment and books of one school. Money in hundredths of 万元. */
export interface FacilityPlan {
  readonly land: number
  readonly building: number
  readonly equipment: number
  readonly equipmentAdded: number
  readonly equipmentRetired: number
  readonly fixedAssets: number
  readonly stations: number
  readonly books: number
  readonly booksAdded: number
  readonly booksWrittenOff: number
  readonly computers: number
  readonly eBooks: number
  readonly periodicals: number
  readonly studentSeats: number
  readonly teacherSeats: number
  readonly classrooms: number
  readonly bandwidth: number
}

type Before = ReadonlyMap<string, FacilityPlan> | undefined

export function planFacilities(split: Split, totals: Totals, before: Before): FacilityPlan[] {
  const own = totals.facilities
  const land = stock(split, own.land_area, before, 'land')
  const building = stock(split, own.building_area, before, 'building')
  const equipment = stock(split, hundredths(own.equipment_value), before, 'equipment')
  const otherAssets = apportion(
    hundredths(own.fixed_assets) - hundredths(own.equipment_value),
    weights(split, 'assets', (_, index) => at(building, index), 0.1),
  )
  const stations = stock(split, own.practice_stations, before, 'stations')
  const computers = stock(split, own.computers, before, 'computers')
  const eBooks = stock(split, own.e_books, before, 'eBooks')
  const books = library(split, own.books, own.books_added, before)
  const periodicals = bySize(split, own.periodicals, 'periodicals', 0.1)
  const studentSeats = bySize(split, own.student_reading_seats, 'student-seats', 0.1)
  const teacherSeats = bySize(split, own.teacher_reading_seats, 'teacher-seats', 0.1)
  const classrooms = bySize(split, own.multimedia_classrooms, 'classrooms', 0.1)
  const bandwidth = apportion(own.internet_bandwidth / 100, split.sizes.map(Math.sqrt)).map(
    (value) => value * 100,
  )
  return split.schools.map((school, index) => {
    const last = before?.get(school.code)
    const value = at(equipment, index)
    const retired = Math.round((last?.equipment ?? value) * 0.02)
    return {
      land: at(land, index),
      building: at(building, index),
      equipment: value,
      equipmentRetired: retired,
      equipmentAdded: last ? value - last.equipment + retired : Math.round(value * 0.11),
      fixedAssets: value + at(otherAssets, index),
      stations: at(stations, index),
      ...at(books, index),
      computers: at(computers, index),
      eBooks: at(eBooks, index),
      periodicals: at(periodicals, index),
      studentSeats: at(studentSeats, index),
      teacherSeats: at(teacherSeats, index),
      classrooms: at(classrooms, index),
      bandwidth: at(bandwidth, index),
    }
  })
}

/** What a school holds is what it held and its part of the difference: sites do not move between schools. */
function stock(split: Split, amount: number, before: Before, kind: keyof FacilityPlan): number[] {
  if (!before) return bySize(split, amount, kind, 0.16)
  const held = split.schools.map((school) => before.get(school.code)?.[kind] ?? 0)
  const difference = amount - total(held)
  const part = apportion(
    Math.abs(difference),
    weights(split, `${kind}-${split.year}`, (_, index) => at(held, index), 0.3),
    difference < 0 ? held : undefined,
  )
  return held.map((value, index) => value + Math.sign(difference) * at(part, index))
}

/** Books now = books before + added − written off, in every school. */
function library(
  split: Split,
  books: number,
  added: number,
  before: Before,
): Pick<FacilityPlan, 'books' | 'booksAdded' | 'booksWrittenOff'>[] {
  const additions = bySize(split, added, 'books-added', 0.2)
  if (!before) {
    const held = bySize(split, books, 'books', 0.16)
    return held.map((value, index) => ({
      books: value,
      booksAdded: at(additions, index),
      booksWrittenOff: Math.round(at(additions, index) * 0.6),
    }))
  }
  const stockBefore = split.schools.map((school) => before.get(school.code)?.books ?? 0)
  const gone = total(stockBefore) + added - books
  if (gone < 0) throw new RangeError(`the library grows by ${-gone} more than was added`)
  const writtenOff = apportion(
    gone,
    weights(split, `written-off-${split.year}`, (_, index) => at(stockBefore, index), 0.3),
    stockBefore,
  )
  return stockBefore.map((value, index) => ({
    books: value + at(additions, index) - at(writtenOff, index),
    booksAdded: at(additions, index),
    booksWrittenOff: at(writtenOff, index),
  }))
}
