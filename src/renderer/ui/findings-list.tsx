import type { ReactElement } from 'react'
import type { EditFinding } from '../../shared/domain/editable.ts'
import type { Currency } from '../../shared/domain/money.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { findingKey, findingText } from './finding-text.ts'
import css from './findings-list.module.css'

interface FindingsListProps {
  readonly findings: readonly EditFinding[]
  readonly about: { readonly currency: Currency; readonly zone: string }
}

/** What is to be known of a change before it is made, a line each; nothing where there is nothing. */
export const FindingsList = ({ findings, about }: FindingsListProps): ReactElement | null => {
  const strings = useStrings()
  const format = useFormat()
  if (findings.length === 0) return null
  return (
    <ul className={css['findings']}>
      {findings.map((finding) => (
        <li key={findingKey(finding)} data-severity={finding.severity}>
          {findingText(strings, format, finding, about)}
        </li>
      ))}
    </ul>
  )
}
