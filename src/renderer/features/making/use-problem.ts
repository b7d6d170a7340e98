import { useCallback } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { problemText } from '../../ui/typed-text.ts'
import type { Problem } from './new-form.ts'

/** What is wrong with a field of something new, in words. */
export const useProblem = (): ((problem: Problem) => string) => {
  const strings = useStrings()
  return useCallback(
    (problem) => {
      switch (problem.of) {
        case 'needed':
          return strings.making.needed
        case 'moment':
          return strings.editing.problems.noMoment
        case 'country':
          return strings.making.noCountry(problem.code)
        case 'amount':
        case 'name':
          return problemText(strings, problem)
      }
    },
    [strings],
  )
}
