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
  <TabsRoot value={value} onChange={onChange}>
    <TabList label={label} tabs={tabs} className={css['under']} />
    {tabs.map(({ id, content }) => (
      <Base.Panel key={id} value={id} className={css['panel']}>
        {content}
      </Base.Panel>
    ))}
  </TabsRoot>
)

/** Around tabs whose list and whose content stand apart. */
export const TabsRoot = <Id extends string>({
  value,
  onChange,
  children,
}: Pick<TabsProps<Id>, 'value' | 'onChange'> & { readonly children: ReactNode }): ReactElement => (
  <Base.Root value={value} onValueChange={(next: Id) => onChange(next)} className={css['tabs']}>
    {children}
  </Base.Root>
)

interface TabListProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly Pick<Tab<Id>, 'id' | 'label' | 'note'>[]
  readonly className?: string | undefined
}

export const TabList = <Id extends string>({ label, tabs, className }: TabListProps<Id>): ReactElement => (
  <Base.List className={cx(css['list'], className)} aria-label={label} activateOnFocus>
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
)

/** What the open tab shows; fills its place and scrolls by itself. */
export const TabPanel = ({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactElement => (
  <Base.Panel value={id} className={cx(css['panel'], css['filled'])}>
    {children}
  </Base.Panel>
)
