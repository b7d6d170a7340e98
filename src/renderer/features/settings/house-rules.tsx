import { Pencil, Plus, Ruler, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { lazy, Suspense, useState } from 'react'
import type { Demand } from '../../../shared/domain/house-rules.ts'
import type { Kept } from '../../../shared/domain/kept.ts'
import { call } from '../../api.ts'
import type { Format } from '../../format.ts'
import { useAccounts, useKept } from '../../stores/queries.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { parametersText } from '../../ui/finding-text.ts'
import { Section } from '../../ui/section.tsx'
import { Badge, Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { RulesFileButtons } from './house-rules-file.tsx'
import css from './house-rules.module.css'

/** Matching of names is large: only who makes a rule loads it. */
const HouseRuleDialog = lazy(() =>
  import('./house-rule-dialog.tsx').then(({ HouseRuleDialog: of }) => ({ default: of })),
)

/** What a rule asks for, as a sentence. */
const demandText = ({ house }: Strings, format: Format, demand: Demand): string => {
  const { says, levels, fields } = house
  switch (demand.kind) {
    case 'name':
      return says.name(levels[demand.level], format.quoted(demand.example, 60))
    case 'cap':
      return says.cap(levels[demand.level], fields[demand.field], format.money(demand.most, demand.currency))
    case 'utm':
      return says.utm(parametersText(demand.parameters))
    case 'end':
      return says.end[demand.of]
  }
}

interface RuleItemProps {
  readonly rule: Kept<'rule'>
  readonly onEdit: () => void
  readonly onDelete: () => void
}

const RuleItem = ({ rule, onEdit, onDelete }: RuleItemProps): ReactElement => {
  const strings = useStrings()
  const { house } = strings
  const format = useFormat()
  const say = useSay()
  const { id, name, doc } = rule
  const quoted = format.quoted(name, 60)
  const scope = doc.accountIds === null ? house.everywhere : house.in(doc.accountIds.length)
  return (
    <li className={css['rule']} data-rule={id}>
      <div className={css['words']}>
        <Switch
          label={name}
          hint={<span data-text>{`${demandText(strings, format, doc.demand)} · ${scope}`}</span>}
          checked={doc.on}
          onChange={(on) => void call('kept.save', { kind: 'rule', id, name, doc: { ...doc, on } }).catch(say.failed)}
        />
      </div>
      <span className={css['action']}>
        <Badge meaning={doc.action === 'block' ? 'bad' : 'warn'}>{house.actions[doc.action]}</Badge>
      </span>
      <IconButton label={house.editOf(quoted)} icon={<Pencil />} size="small" onClick={onEdit} />
      <IconButton label={house.deleteOf(quoted)} icon={<Trash2 />} size="small" onClick={onDelete} />
    </li>
  )
}

/** The rules of the house: listed, switched, made, changed and deleted. */
export const HouseRules = (): ReactElement => {
  const { house } = useStrings()
  const format = useFormat()
  const say = useSay()
  const { value: rules, failure, refresh } = useKept('rule')
  const accounts = useAccounts().value?.rows ?? []
  const [edited, setEdited] = useState<Kept<'rule'> | 'new' | null>(null)
  const [doomed, setDoomed] = useState<Kept<'rule'> | null>(null)
  const [isBusy, setBusy] = useState(false)

  const remove = async ({ id, name }: Kept<'rule'>): Promise<void> => {
    setBusy(true)
    try {
      await call('kept.delete', { kind: 'rule', id })
      say.done(house.deleted(format.quoted(name)))
      setDoomed(null)
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Section title={house.rules} text={house.rulesText}>
      {failure && !rules ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
      {rules === undefined && !failure ? <Skeleton lines={3} /> : null}
      {rules && rules.length === 0 ? (
        <Empty icon={<Ruler />} title={house.emptyTitle}>
          {house.emptyText}
        </Empty>
      ) : null}
      {rules && rules.length > 0 ? (
        <ul className={css['rules']} aria-label={house.rules}>
          {rules.map((rule) => (
            <RuleItem key={rule.id} rule={rule} onEdit={() => setEdited(rule)} onDelete={() => setDoomed(rule)} />
          ))}
        </ul>
      ) : null}
      <div className={css['bar']}>
        <Button icon={<Plus />} onClick={() => setEdited('new')}>
          {house.add}
        </Button>
        <RulesFileButtons count={rules?.length ?? 0} />
      </div>
      {edited === null ? null : (
        <Suspense>
          <HouseRuleDialog
            rule={edited === 'new' ? null : edited}
            accounts={accounts}
            onClose={() => setEdited(null)}
          />
        </Suspense>
      )}
      {doomed === null ? null : (
        <Confirm
          open
          danger
          onClose={() => setDoomed(null)}
          title={house.deleteTitle}
          description={house.deleteText(format.quoted(doomed.name, 60))}
          action={house.delete}
          busy={isBusy}
          onConfirm={() => void remove(doomed)}
        />
      )}
    </Section>
  )
}
