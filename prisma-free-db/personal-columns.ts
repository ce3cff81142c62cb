/** What one table holds on people. */
export interface TableColumns {
  /** Columns about a person: cleared, made nameless or deleted by that room's eraser. */
  personal: string;
  /** Columns about no person. */
  plain: string;
  /** Room whose eraser does it (`PersonalData.register`); null where there is nothing personal. */
  eraser: string | null;
  note?: string;
}

/**
 * Every column of every table, about people or not; test/personal-columns.e2e-spec.ts fails on one that is not
 * here. Whoever adds a column decides: is it about a person (a name, an address, an id of theirs, what
 * they wrote or did)? Then the eraser and the export of its room must know it too.
 */
export const COLUMNS: Record<string, TableColumns> = {
  agenda_item: {
    personal: '',
    plain:
      'id hearing_id position title_th title_en section_id section_key speakers_th speakers_en minutes started_at ended_at',
    eraser: null,
  },
  attachment: {
    personal: 'id author_key comment_id name media_type size sha256 created_at',
    plain: '',
    eraser: 'comment',
    note: 'With the bytes in the folder of files.',
  },
  audit_anchor: {
    personal: '',
    plain: 'day entries last_seq root chain_head',
    eraser: null,
  },
  audit_detail: {
    personal: 'actor_id actor_salt subject_id subject_salt reason reason_salt',
    plain: 'entry_id waiting',
    eraser: 'audit',
    note: 'Beside the hash, so that the chain verifies after an erasure.',
  },
  audit_entry: {
    personal: '',
    plain:
      'id at plan_id actor_kind actor_digest action subject_type subject_id subject_digest before after reason_digest request_id',
    eraser: null,
    note: 'Digests of what lies in audit_detail: without its salt nobody can tell of whom.',
  },
  audit_seal: {
    personal: '',
    plain: 'seq entry_id entry_hash previous_hash chain_hash sealed_at',
    eraser: null,
  },
  authenticator_app: {
    personal: 'id person_id secret_sealed confirmed_at last_step created_at',
    plain: '',
    eraser: 'access',
  },
  banned_term: {
    personal: 'added_by retired_by',
    plain: 'id plan_id text language severity matching note added_at retired_at',
    eraser: 'moderation',
  },
  comment: {
    personal: 'author_key author_name author_verified stance body fingerprint reason_text client_id',
    plain:
      'id plan_id plan_key round_id version_id version_number section_id section_key parent_id root_id depth author_kind organisation_id organisation_name_th organisation_name_en language state shown reason_code state_changed_at channel demonstration revision created_at published_at edited_at support_count guest_support_count reply_count attachment_count answered answered_at',
    eraser: 'comment',
    note: 'The text of a published comment stays where its round keeps texts.',
  },
  comment_private: {
    personal: 'email province age_band participant_kind disability consent_version consent_at',
    plain: 'comment_id receipt_code',
    eraser: 'comment',
    note: 'The receipt code stays: it finds the comment in the record and opens nothing.',
  },
  comment_report: {
    personal: 'reporter_key text resolved_by',
    plain: 'id plan_id comment_id signed_in counted reason at raised_at resolved_at resolution',
    eraser: 'moderation',
  },
  comment_revision: {
    personal: 'id comment_id revision body stance at was_public',
    plain: '',
    eraser: 'comment',
  },
  comment_support: {
    personal: 'supporter_key',
    plain: 'comment_id guest at',
    eraser: 'comment',
    note: 'Stays counted, under a random name.',
  },
  comment_tag: {
    personal: 'actor_id by_name removed_by',
    plain: 'id comment_id tag_id active source at removed_at',
    eraser: 'triage',
  },
  consent: {
    personal: 'id subject_key purpose version comment_id given_at withdrawn_at',
    plain: '',
    eraser: 'privacy',
  },
  focus_area: {
    personal: '',
    plain: 'id version_id code number name_th name_en',
    eraser: null,
  },
  hearing: {
    personal: '',
    plain:
      'id plan_id plan_key round_id key title_th title_en venue_th venue_en starts_at ends_at state current_item_id stream_kind stream_url sign_kind sign_url captions_url slow_seconds guests_may demonstration revision opened_at closed_at created_at',
    eraser: null,
  },
  hearing_post: {
    personal: '',
    plain: 'id hearing_id item_id comment_id rehearsed on_stage_at answered_at created_at',
    eraser: null,
  },
  indicator: {
    personal: '',
    plain:
      'id version_id section_id position key code name_th name_en unit_th unit_en baseline targets details',
    eraser: null,
  },
  invitation: {
    personal:
      'id token_hash email language role scope organisation_id member_kind invited_by_id created_at sent_at expires_at accepted_at accepted_by_id revoked_at',
    plain: '',
    eraser: 'access',
  },
  mail: {
    personal:
      'id key kind recipient subject text language created_at sent_at attempts next_attempt_at claimed_until last_error',
    plain: '',
    eraser: 'notification',
    note: 'With the copies of a file post.',
  },
  membership: {
    personal: 'id person_id organisation_id created_at kind',
    plain: '',
    eraser: 'access',
  },
  moderation_appeal: {
    personal: 'text decider_id decider_name reason_text',
    plain: 'id plan_id comment_id against at state decided_at',
    eraser: 'moderation',
  },
  moderation_claim: {
    personal: 'actor_id actor_name',
    plain: 'comment_id plan_id claimed_at expires_at',
    eraser: 'moderation',
  },
  moderation_decision: {
    personal: 'reason_text actor_id actor_name replaced',
    plain:
      'id plan_id comment_id from_state to_state decision reason_code at act undoes_id batch_id revision',
    eraser: 'moderation',
  },
  moderation_finding: {
    personal: 'id plan_id comment_id revision position check_name outcome evidence at',
    plain: '',
    eraser: 'moderation',
  },
  moderation_proposal: {
    personal: 'actor_id actor_name reason_text',
    plain: 'comment_id plan_id decision_id reason_code revision at',
    eraser: 'moderation',
  },
  organisation: {
    personal: '',
    plain: 'id key name_th name_en created_at',
    eraser: null,
  },
  outbox: {
    personal: 'payload',
    plain: 'id type stream seq at dispatched_at attempts next_attempt_at claimed_by claimed_until last_error',
    eraser: 'access',
    note: 'A sign-in request lies sealed in a payload; every other payload holds ids of things.',
  },
  passkey: {
    personal:
      'id person_id credential_hash credential_id public_key sign_count transports name created_at last_used_at',
    plain: '',
    eraser: 'access',
  },
  passkey_challenge: {
    personal: 'id token_hash purpose person_id challenge expires_at',
    plain: '',
    eraser: 'access',
  },
  person: {
    personal: 'id email display_name language demo_key created_at',
    plain: '',
    eraser: 'access',
  },
  person_identity: {
    personal: 'id person_id issuer subject provider assurance created_at last_used_at',
    plain: '',
    eraser: 'access',
  },
  person_national_id: {
    personal: 'id number_hash created_at',
    plain: '',
    eraser: 'access',
  },
  plan: {
    personal: '',
    plain: 'id key created_at',
    eraser: null,
  },
  plan_version: {
    personal: '',
    plain:
      'id plan_id number state label_th label_en title_th title_en meta section_total source_sha256 demonstration created_at published_at',
    eraser: null,
  },
  recovery_code: {
    personal: 'id person_id code_hash created_at used_at',
    plain: '',
    eraser: 'access',
  },
  reported_opinion: {
    personal: '',
    plain:
      'id plan_id key round_id position speaker_body_th speaker_body_en text_th text_en strategy_key section_key source provenance response_th response_en response_provenance response_source disposition',
    eraser: null,
  },
  response: {
    personal: 'author_id author_name published_by published_by_name',
    plain:
      'id plan_id plan_key number code disposition body_th body_en reason_th reason_en changed_section_key changed_version state revision created_at published_at',
    eraser: 'response',
    note: 'The answer is the state’s, not its author’s.',
  },
  response_comment: {
    personal: '',
    plain: 'response_id comment_id strategy_number at',
    eraser: null,
  },
  response_counter: {
    personal: '',
    plain: 'plan_id last',
    eraser: null,
  },
  response_revision: {
    personal: 'published_by published_by_name',
    plain:
      'id response_id revision disposition body_th body_en reason_th reason_en changed_section_key changed_version published_at',
    eraser: 'response',
  },
  retention_run: {
    personal: '',
    plain: 'id started_at finished_at started_by results',
    eraser: null,
  },
  role_grant: {
    personal: 'id person_id role scope created_at organisation_id',
    plain: '',
    eraser: 'access',
  },
  round: {
    personal: '',
    plain:
      'checks four_eyes reports_open report_threshold reports_hold id plan_id version_id key position method stated_state title_th title_en summary_th summary_en organiser_th organiser_en channel topics questions starts_on ends_on date_precision date_as_written opens_at closes_at results_due_at moderation_policy participation erasure_rule participants outcome_th outcome_en resolution source demonstration created_at',
    eraser: null,
  },
  round_section: {
    personal: '',
    plain: 'id round_id section_id',
    eraser: null,
  },
  section: {
    personal: '',
    plain: 'id plan_id key created_at',
    eraser: null,
  },
  section_text: {
    personal: '',
    plain:
      'id version_id section_id parent_section_id strategy_section_id position depth kind code number title_th title_en body_th body_en plain_th plain_en facts',
    eraser: null,
  },
  session: {
    personal:
      'id token_hash person_id method assurance second_factor_at last_seen_at device created_at expires_at ended_at',
    plain: '',
    eraser: 'access',
  },
  sign_in_link: {
    personal: 'id token_hash email language created_at expires_at used_at',
    plain: '',
    eraser: 'access',
  },
  stream: {
    personal: '',
    plain: 'name last',
    eraser: null,
  },
  tag: {
    personal: '',
    plain: 'id plan_id kind key code label_th label_en strategy_number section_id position retired_at',
    eraser: null,
  },
};
