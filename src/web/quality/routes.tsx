import type { RouteObject } from 'react-router'

/** Screens of evaluation, improvement and programmes for those who are signed in. */
export const qualityInside: RouteObject[] = [
  { path: 'evaluation', lazy: () => import('./evaluation/EvaluationStart.tsx') },
  { path: 'evaluation/tasks', lazy: () => import('./evaluation/Tasks.tsx') },
  { path: 'evaluation/:org/:year', lazy: () => import('./evaluation/Rounds.tsx') },
  { path: 'evaluation/:org/:year/experts', lazy: () => import('./evaluation/Experts.tsx') },
  { path: 'evaluation/rounds/:id', lazy: () => import('./evaluation/Round.tsx') },
  { path: 'evaluation/rounds/:id/result', lazy: () => import('./evaluation/Result.tsx') },
  { path: 'evaluation/sheets/:id', lazy: () => import('./evaluation/Sheet.tsx') },
  { path: 'improvement', lazy: () => import('./improvement/ImprovementStart.tsx') },
  { path: 'improvement/:org/:year', lazy: () => import('./improvement/Board.tsx') },
  { path: 'improvement/:org/:year/goals', lazy: () => import('./improvement/Goals.tsx') },
  { path: 'improvement/:org/:year/diagnosis', lazy: () => import('./improvement/Diagnoses.tsx') },
  { path: 'improvement/problems/:id', lazy: () => import('./improvement/Problem.tsx') },
  { path: 'improvement/diagnoses/:id', lazy: () => import('./improvement/Diagnosis.tsx') },
  { path: 'programmes/:org/:year', lazy: () => import('./programmes/Register.tsx') },
  { path: 'programmes/:org/:year/of/:code', lazy: () => import('./programmes/Timeline.tsx') },
  { path: 'programmes/:org/:year/filings', lazy: () => import('./programmes/Filings.tsx') },
  { path: 'programmes/:org/:year/proposals', lazy: () => import('./programmes/Proposals.tsx') },
  { path: 'programmes/applications/:id', lazy: () => import('./programmes/Application.tsx') },
]

/** Screens that are open to all: public notices, supply and demand, the offer. */
export const qualityOpen: RouteObject[] = [
  { path: 'programmes', lazy: () => import('./programmes/ProgrammesStart.tsx') },
  { path: 'programmes/:org/:year/applications', lazy: () => import('./programmes/Applications.tsx') },
  { path: 'programmes/:org/:year/demand', lazy: () => import('./programmes/Demand.tsx') },
  { path: 'programmes/:org/:year/offer', lazy: () => import('./programmes/Offer.tsx') },
]
