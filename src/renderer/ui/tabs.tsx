import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './tabs.module.css'

export interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  /** How things stand there, under its name. */
  readonly note?: ReactNode
  readonly content: ReactNode
}

interface TabsProps<Id extends string> {
  readonly label: string
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly tabs: readonly Tab<Id>[]
}

export const Tabs = <Id extends string>({ label, value, onChange, tabs }: TabsProps<Id>): ReactElement => (
  <Base.Root value={value} onValueChange={(next: Id) => onChange(next)} className={css['tabs']}>
    <Base.List className={css['list']} aria-label={label} activateOnFocus>
      {tabs.map(({ id, label: name, note }) => (
        <Base.Tab key={id} value={id} className={cx(css['tab'], note !== undefined && css['noted'])}>
          {note === undefined ? (
            name
          ) : (
            <>
              <span>{name}</span>
              <span className={css['note']}>{note}</span>
            </>
          )}
        </Base.Tab>
      ))}
    </Base.List>
    {tabs.map(({ id, content }) => (
      <Base.Panel key={id} value={id} className={css['panel']}>
        {content}
      </Base.Panel>
    ))}
  </Base.Root>
)
