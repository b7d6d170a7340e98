import type { BulkProblem } from '../../shared/domain/edits-bulk.ts'
import type { Strings } from '../strings/catalogue.ts'

/** What is wrong with an amount, a name or a row, as a sentence. */
export const problemText = ({ typed }: Strings, problem: BulkProblem): string => {
  switch (problem.of) {
    case 'amount':
      return typed.amount[problem.problem]
    case 'name':
      return typed.name[problem.problem]
    case 'row':
      return typed.row[problem.problem]
  }
}
