import { Search, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useRef } from 'react'
import { useStrings } from '../strings/use-strings.ts'
import { IconButton } from './button.tsx'
import { TextInput } from './field.tsx'
import { cx } from './cx.ts'
import css from './field.module.css'

interface SearchInputProps {
  /** What is searched: "Filter campaigns". */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly className?: string | undefined
}

/** To what was filtered, so that the focus does not fall to nowhere. */
const leave = (input: HTMLElement): void => {
  const rows = input.closest('main')?.querySelector<HTMLElement>('[role="grid"] [tabindex="0"], [role="checkbox"]')
  if (rows) rows.focus()
  else input.blur()
}

/** The room's filter: `/` puts the focus here, Esc empties it and then leaves. */
export const SearchInput = ({ label, value, onChange, className }: SearchInputProps): ReactElement => {
  const { common } = useStrings()
  const box = useRef<HTMLDivElement>(null)
  return (
    <div className={cx(css['search'], className)} ref={box}>
      <Search size={14} aria-hidden />
      <TextInput
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={onChange}
        maxLength={200}
        data-filter
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // Empty and in a popover: Esc closes that.
          if (!value && !event.currentTarget.closest('main')) return
          event.stopPropagation()
          if (value) onChange('')
          else leave(event.currentTarget)
        }}
      />
      {value ? (
        <IconButton
          label={common.clearSearch}
          icon={<X />}
          size="small"
          className={css['clear']}
          onClick={() => {
            onChange('')
            box.current?.querySelector('input')?.focus()
          }}
        />
      ) : null}
    </div>
  )
}
