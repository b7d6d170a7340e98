import type { ReactElement } from 'react'
import type { Holdable } from '../../../shared/domain/creation.ts'
import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Select } from '../../ui/select.tsx'
import { Labelled } from './labelled.tsx'
import { withChoose } from './with-choose.ts'

const NO_EVENTS = [] as const

/** What something of a level can be in; undefined: not known yet. Of campaigns, and in no account (an empty id), none. */
export const useHolders = (level: Level, accountId: AccountId): readonly Holdable[] | undefined =>
  useServer(
    `edits.holders:${level}:${accountId}`,
    async () => (level === 'campaign' || accountId === '' ? [] : call('edits.holders', { accountId, level })),
    NO_EVENTS,
  ).value

interface HolderFieldProps {
  readonly level: 'adset' | 'ad'
  readonly holders: readonly Holdable[] | undefined
  /** Empty: none is chosen. */
  readonly chosen: string
  readonly problem?: string | null
  readonly onChoose: (id: string) => void
}

/** What it is to be in: what is there, or a draft. */
export const HolderField = ({ level, holders, chosen, problem, onChoose }: HolderFieldProps): ReactElement => {
  const { making } = useStrings()
  const format = useFormat()
  const hintOf = ({ within, draftIn }: Holdable): string =>
    [within === null ? null : format.quoted(within, 24), draftIn && making.draftIn(format.quoted(draftIn.name, 24))]
      .filter((part) => part !== null)
      .join(' · ')
  return (
    <Labelled
      label={making.holder[level]}
      problem={problem ?? null}
      hint={holders?.length === 0 ? making.noHolder[level] : null}
    >
      <Select
        label={making.holder[level]}
        value={chosen}
        options={withChoose(
          chosen,
          making.choose,
          (holders ?? []).map((holder) => ({ value: holder.id, label: holder.name, hint: hintOf(holder) })),
        )}
        onChange={onChoose}
      />
    </Labelled>
  )
}
