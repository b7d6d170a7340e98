import type { Pending } from '../../shared/domain/edits.ts'

/** What is most in need of being seen comes first. */
const RANKS: readonly Pending[] = ['unknown', 'posting', 'conflict', 'failed', 'deleted', 'archived', 'draft']

/** A rank, or null: what waits of the object whose id is `id`, an SQL expression. */
export const pendingRank = (id: string): string => `
  (SELECT min(CASE
     WHEN state = 'unknown' THEN 0
     WHEN state IN ('queued', 'sent') THEN 1
     WHEN state = 'drafted' AND code = 'editConflict' THEN 2
     WHEN state = 'rejected' THEN 3
     WHEN act = 'delete' THEN 4
     WHEN act = 'archive' THEN 5
     ELSE 6 END)
   FROM journal_head WHERE object_id = ${id} AND state NOT IN ('confirmed', 'undone', 'withdrawn')
     AND (state <> 'rejected' OR set_id IS NOT NULL))`

/** A JSON array of what is drafted of the object whose id is `id`, an SQL expression; the newest last. */
export const draftedChanges = (id: string): string => `
  (SELECT json_group_array(j.edit -> '$.change' ORDER BY h.first_seq)
   FROM journal_head h JOIN journal j ON j.seq = h.seq
   WHERE h.object_id = ${id} AND h.state NOT IN ('confirmed', 'undone', 'withdrawn') AND h.state IN ('drafted', 'checked'))`

export const pendingOf = (rank: number | null | undefined): Pending | null =>
  rank === null || rank === undefined ? null : (RANKS[rank] ?? null)
