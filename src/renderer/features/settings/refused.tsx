import type { ReactElement } from 'react'
import type { RefusedRate } from '../../../shared/domain/rates.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import css from './settings.module.css'

/** As many as are named one by one. */
const NAMED = 20

interface RefusedProps {
  readonly refused: readonly RefusedRate[]
  /** Of all of them. */
  readonly count: number
}

/** Rates that could not be used, each with where it stood and why. */
export const Refused = ({ refused, count }: RefusedProps): ReactElement => {
  const { rates } = useStrings()
  const format = useFormat()
  const named = refused.slice(0, NAMED)
  return (
    <ul className={css['refused']}>
      {named.map(({ line, text, problem }, at) => (
        <li key={`${line ?? at} ${text}`}>
          {line === null ? null : `${rates.line(format.count(line))}: `}
          <code>{text}</code> – {rates.problems[problem]}
        </li>
      ))}
      {count > named.length ? <li>{rates.andMore(format.count(count - named.length))}</li> : null}
    </ul>
  )
}
