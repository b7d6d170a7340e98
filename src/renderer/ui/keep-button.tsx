import { ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'
import { call } from '../api.ts'
import type { Into } from '../stores/keep-edits.ts'
import { useServer } from '../stores/server.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'
import { Menu, MenuItem, MenuSeparator } from './menu.tsx'

const EVENTS = ['edits.changed'] as const
/** The newest sets that hold drafts, and of which nothing is on its way. */
const SHOWN = 8

interface KeepButtonProps {
  /** Of a new set. */
  readonly name: string
  readonly disabled: boolean
  readonly onKeep: (into: Into) => void
}

/** Keeps edits as drafts: in a new set, or in one that waits. */
export const KeepButton = ({ name, disabled, onKeep }: KeepButtonProps): ReactElement => {
  const { sets } = useStrings()
  const format = useFormat()
  const { value } = useServer('sets.list', () => call('sets.list', undefined), EVENTS)
  const waiting = (value ?? []).filter(({ counts }) => counts.drafts > 0 && counts.queued + counts.underWay === 0)
  return (
    <Menu
      align="end"
      trigger={
        <Button disabled={disabled} icon={<ChevronDown />}>
          {sets.keep}
        </Button>
      }
    >
      <MenuItem onClick={() => onKeep({ name })}>{sets.keepNew}</MenuItem>
      {waiting.length > 0 ? <MenuSeparator /> : null}
      {waiting.slice(0, SHOWN).map(({ id, name: of }) => (
        <MenuItem key={id} onClick={() => onKeep({ setId: id })}>
          {sets.keepIn(format.quoted(of, 40))}
        </MenuItem>
      ))}
    </Menu>
  )
}
