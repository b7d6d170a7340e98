import { ChevronDown } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Fragment, useState } from 'react'
import { Checkbox } from './choice.tsx'
import css from './choose-several.module.css'
import { Popover } from './popover.tsx'
import { SearchInput } from './search-input.tsx'

/** From this many on a list is searched rather than read. */
const MANY = 12

interface ChooseSeveralProps {
  /** Its name: read out, and of the pane. */
  readonly label: string
  /** What is chosen now, in words. */
  readonly text: string
  readonly options: readonly {
    readonly id: string
    readonly label: string
    readonly hint?: string
    /** A heading above the first of several that have the same. */
    readonly group?: string
  }[]
  readonly chosen: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
  readonly most: number
  /** Said when no more can be ticked. */
  readonly mostText: string
  readonly searchLabel: string
  /** Above the list. */
  readonly head?: ReactNode
}

/** Some of many, ticked in a pane, in the order in which they were ticked. */
export const ChooseSeveral = ({
  label,
  text,
  options,
  chosen,
  onChange,
  most,
  mostText,
  searchLabel,
  head,
}: ChooseSeveralProps): ReactElement => {
  const [search, setSearch] = useState('')
  const needle = search.trim().toLocaleLowerCase()
  const isFull = chosen.length >= most
  return (
    <Popover
      label={label}
      trigger={
        <button type="button" className={css['trigger']} aria-label={`${label}: ${text}`} title={text}>
          <span className={css['text']}>{text}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <div className={css['pane']}>
        {head}
        {options.length > MANY ? <SearchInput label={searchLabel} value={search} onChange={setSearch} /> : null}
        <ul className={css['list']}>
          {options
            .filter((option) => needle === '' || option.label.toLocaleLowerCase().includes(needle))
            .map((option, at, shown) => {
              const isChosen = chosen.includes(option.id)
              return (
                <Fragment key={option.id}>
                  {option.group === undefined || option.group === shown[at - 1]?.group ? null : (
                    <li className={css['heading']}>{option.group}</li>
                  )}
                  <li>
                    <Checkbox
                      label={option.label}
                      checked={isChosen}
                      disabled={isFull && !isChosen}
                      onChange={(on) => onChange(on ? [...chosen, option.id] : chosen.filter((id) => id !== option.id))}
                    />
                    {option.hint ? <span className={css['hint']}>{option.hint}</span> : null}
                  </li>
                </Fragment>
              )
            })}
        </ul>
        {isFull ? (
          <p className={css['hint']} role="status">
            {mostText}
          </p>
        ) : null}
      </div>
    </Popover>
  )
}
