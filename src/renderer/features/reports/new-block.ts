import type { BlockKind, ReportBlock } from '../../../shared/domain/reports.ts'

/** A block as it is before anything of it was chosen: of use as it is. */
export const newBlock = (kind: BlockKind): ReportBlock => {
  const base = { id: crypto.randomUUID(), title: '' }
  switch (kind) {
    case 'figures':
      return { ...base, kind, width: 'full', figures: ['spend', 'impressions', 'results', 'costPerResult'] }
    case 'chart':
      return { ...base, kind, width: 'half', figures: ['spend'], grain: 'day', of: 'total' }
    case 'table':
      return {
        ...base,
        kind,
        width: 'full',
        level: 'campaign',
        columns: [
          { id: 'name', aspect: 'value' },
          { id: 'spend', aspect: 'value' },
          { id: 'results', aspect: 'value' },
          { id: 'costPerResult', aspect: 'value' },
        ],
        filters: [],
        group: null,
        sort: { by: 'spend', aspect: 'value', direction: 'descending' },
        rows: 10,
      }
    case 'text':
      return { ...base, kind, width: 'full', text: '' }
  }
}
