import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import { toStoredPlan, type PlanRow } from './planRow';
import { STARTING, type NewPlan, type PlanStore } from './PlanStore';

const KEEP_DAYS = 30;

export class DatabasePlanStore implements PlanStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(plan: NewPlan, files: { path: string; content: Buffer }[]) {
    return this.#knex.transaction(async transaction => {
      const [row] = await transaction<PlanRow>('plans')
        .insert({
          id: randomUUID(),
          hash: plan.hash,
          input_hash: plan.inputHash,
          render_tree: plan.renderTree,
          template_ref: plan.templateRef,
          created_by: plan.createdBy,
          expires_at: plan.expiresAt,
          approval_required: plan.approvalRequired,
          approver: plan.approver,
          document: JSON.stringify(plan.document) as never,
        })
        .returning('*');
      await transaction.batchInsert(
        'plan_files',
        files.map(file => ({ plan_id: row.id, ...file })),
        500,
      );
      return toStoredPlan(row);
    });
  }

  async find(id: string) {
    const row = await this.#plans().where({ id }).first();
    return row && toStoredPlan(row);
  }

  async readFile(id: string, path: string) {
    const row = await this.#knex('plan_files')
      .where({ plan_id: id, path })
      .first('content');
    return row?.content as Buffer | undefined;
  }

  async list(query: Parameters<PlanStore['list']>[0]) {
    const rows = await this.#plans()
      .where(builder => {
        void builder.where({ created_by: query.createdBy });
        if (query.waiting) {
          void builder.orWhereIn('approver', query.approvers);
        }
      })
      .modify(builder => {
        if (query.templateRef) {
          void builder.where({ template_ref: query.templateRef });
        }
        if (query.waiting) {
          void builder
            .where({ approval_required: true })
            .whereNotNull('requested_at')
            .whereNull('decision')
            .whereNull('void_reason')
            .where('expires_at', '>', this.#knex.fn.now());
        }
      })
      .orderBy('created_at', 'desc')
      .limit(query.limit);
    return rows.map(toStoredPlan);
  }

  async findNewest(query: Parameters<PlanStore['findNewest']>[0]) {
    const row = await this.#plans()
      .where({
        created_by: query.createdBy,
        template_ref: query.templateRef,
        input_hash: query.inputHash,
      })
      .where('expires_at', '>', this.#knex.fn.now())
      .orderBy('created_at', 'desc')
      .first();
    return row && toStoredPlan(row);
  }

  async findApproved(query: Parameters<PlanStore['findApproved']>[0]) {
    const row = await this.#plans()
      .where({
        created_by: query.createdBy,
        template_ref: query.templateRef,
        input_hash: query.inputHash,
        render_tree: query.renderTree,
        decision: 'approved',
      })
      .whereNull('void_reason')
      .where('expires_at', '>', this.#knex.fn.now())
      .first();
    return row && toStoredPlan(row);
  }

  async request(id: string, note: string | undefined) {
    const [row] = await this.#plans()
      .where({ id })
      .update({
        requested_at: this.#knex.raw('coalesce(requested_at, now())') as never,
        request_note: this.#knex.raw('coalesce(request_note, ?)', [
          note ?? null,
        ]) as never,
      })
      .returning('*');
    if (!row) {
      throw new NotFoundError(`There is no plan '${id}'`);
    }
    return toStoredPlan(row);
  }

  async decide(id: string, decision: Parameters<PlanStore['decide']>[1]) {
    const [row] = await this.#plans()
      .where({ id })
      .whereNull('decision')
      .update({
        decision: decision.outcome,
        decided_by: decision.by,
        decided_at: this.#knex.fn.now() as never,
        decision_reason: decision.reason ?? null,
      })
      .returning('*');
    return row && toStoredPlan(row);
  }

  async void(id: string, reason: string) {
    await this.#plans()
      .where({ id })
      .whereNull('void_reason')
      .update({ void_reason: reason });
  }

  async claimStart(id: string) {
    const count = await this.#plans()
      .where({ id })
      .whereNull('task_id')
      .update({ task_id: STARTING });
    return count === 1;
  }

  async finishStart(id: string, taskId: string | undefined) {
    await this.#plans()
      .where({ id, task_id: STARTING })
      .update({ task_id: taskId ?? null });
  }

  async prune() {
    await this.#knex('plan_files')
      .whereIn(
        'plan_id',
        this.#knex('plans')
          .select('id')
          .where('expires_at', '<', this.#knex.raw("now() - interval '1 day'")),
      )
      .delete();
    return this.#plans()
      .where(
        'expires_at',
        '<',
        this.#knex.raw(`now() - interval '${KEEP_DAYS} days'`),
      )
      .delete();
  }

  #plans() {
    return this.#knex<PlanRow>('plans');
  }
}
