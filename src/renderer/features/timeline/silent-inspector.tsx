import { EyeOff, Undo2 } from 'lucide-react'
import type { ReactElement } from 'react'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import type { SilentChange } from '../../../shared/domain/silent.ts'
import { useLocked, useTerms } from '../../stores/edit-terms.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Button } from '../../ui/button.tsx'
import { EditStateMark } from '../../ui/marks.tsx'
import { ReadOnlyBanner } from '../../ui/read-only.tsx'
import { Banner } from '../../ui/states.tsx'
import { EntryInspector } from './inspector.tsx'
import { usePutBacks } from './put-backs.ts'
import { nowText } from './silent-columns.tsx'

interface SilentInspectorProps {
  readonly change: SilentChange
  readonly account: AccountRow | undefined
  readonly onPutBack: (change: SilentChange) => void
  readonly onSeen: () => void
}

/** A change by others in full: what it is now, why it can or cannot be put back, and what came of it. */
export const SilentInspector = ({ change, account, onPutBack, onSeen }: SilentInspectorProps): ReactElement => {
  const strings = useStrings()
  const { silent } = strings
  const format = useFormat()
  const sentence = useSentence()
  const outcome = usePutBacks(({ outcomes }) => outcomes.get(change.id))
  const failure = outcome?.kind === 'waiting' ? null : (outcome?.failure ?? null)
  const isPossible = 'by' in change.putBack
  const terms = useTerms(change.accountId)
  const locked = useLocked(terms)
  return (
    <EntryInspector
      entry={change}
      account={account}
      lead={
        <>
          <AccountBand id={change.accountId} name={account?.name ?? change.accountId} />
          <ReadOnlyBanner policy={terms} accountId={change.accountId} />
          {failure === null ? null : <Banner meaning="bad">{sentence(failure)}</Banner>}
        </>
      }
      facts={
        <>
          <dt>{silent.columns.now}</dt>
          <dd data-text>{nowText(strings, format, change, account)}</dd>
          {outcome?.kind === 'made' ? (
            <>
              <dt>{silent.putBack}</dt>
              <dd>
                <EditStateMark state={outcome.state} />
              </dd>
            </>
          ) : null}
          {'not' in change.putBack && outcome?.kind !== 'made' ? (
            <>
              <dt />
              <dd data-text>{silent.not[change.putBack.not]}</dd>
            </>
          ) : null}
        </>
      }
      actions={
        <>
          {isPossible ? (
            <Button
              size="small"
              icon={<Undo2 />}
              data-inspector-first
              disabled={locked !== undefined}
              title={locked}
              busy={outcome?.kind === 'waiting'}
              onClick={() => onPutBack(change)}
            >
              {silent.putBack}
            </Button>
          ) : null}
          {change.isNew ? (
            <Button size="small" icon={<EyeOff />} data-inspector-first onClick={onSeen}>
              {silent.seen}
            </Button>
          ) : null}
        </>
      }
    />
  )
}
