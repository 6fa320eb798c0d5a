"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TRIGGERS = (
    "CREATE TRIGGER contact_stirs_relation AFTER INSERT ON contact BEGIN UPDATE relation SET active_on = max(ifnull(active_on, date(NEW.at / 1000000, 'unixepoch')), ifnull(date(NEW.at / 1000000, 'unixepoch'), active_on)) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER credit_check_stirs_relation AFTER INSERT ON credit_check BEGIN UPDATE relation SET active_on = max(ifnull(active_on, NEW.asked_on), ifnull(NEW.asked_on, active_on)) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER purchase_stirs_relation AFTER INSERT ON purchase BEGIN UPDATE relation SET active_on = max(ifnull(active_on, NEW.bought_on), ifnull(NEW.bought_on, active_on)) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER delivery_stirs_relation AFTER INSERT ON delivery BEGIN UPDATE relation SET active_on = max(ifnull(active_on, NEW.delivered_on), ifnull(NEW.delivered_on, active_on)) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER invoice_stirs_relation AFTER INSERT ON invoice BEGIN UPDATE relation SET active_on = max(ifnull(active_on, NEW.invoiced_on), ifnull(NEW.invoiced_on, active_on)) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER payment_stirs_relation AFTER INSERT ON payment BEGIN UPDATE relation SET active_on = max(ifnull(active_on, NEW.paid_on), ifnull(NEW.paid_on, active_on)) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER agreement_stirs_relation AFTER INSERT ON agreement BEGIN UPDATE relation SET active_on = max(ifnull(active_on, date(NEW.recorded_at / 1000000, 'unixepoch')), ifnull(date(NEW.recorded_at / 1000000, 'unixepoch'), active_on)) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER web_record_stirs_relation AFTER INSERT ON web_record BEGIN UPDATE relation SET active_on = max(ifnull(active_on, NEW.happened_on), ifnull(NEW.happened_on, active_on)) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END",
    "CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END",
    "CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log WHEN EXISTS (SELECT 1 FROM audit_log WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END",
    "CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END",
    "CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END",
    "CREATE TRIGGER checkpoint_no_replace BEFORE INSERT ON checkpoint WHEN EXISTS (SELECT 1 FROM checkpoint WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END",
    "CREATE TRIGGER heading_word_contact_comes AFTER INSERT ON contact BEGIN INSERT INTO heading_word (word, contact_id) SELECT DISTINCT trim(value, '.,:;!?()[]\"''”’*'), NEW.id FROM json_each('[' || replace(json_quote(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(NEW.heading), 'Å', '~a'), 'å', '~a'), 'Ä', '~b'), 'ä', '~b'), 'Ö', '~c'), 'ö', '~c'), 'Æ', '~b'), 'æ', '~b'), 'Ø', '~c'), 'ø', '~c'), 'Ü', 'y'), 'ü', 'y'), 'É', 'e'), 'é', 'e'), 'È', 'e'), 'è', 'e'), 'Á', 'a'), 'á', 'a'), 'À', 'a'), 'à', 'a'), 'Ó', 'o'), 'ó', 'o'), 'Ñ', 'n'), 'ñ', 'n'), 'Ç', 'c'), 'ç', 'c'), 'Š', 's'), 'š', 's'), 'Ž', 'z'), 'ž', 'z'), '-', ' '), '–', ' '), '/', ' '), '\xa0', ' ')), ' ', '\",\"') || ']') WHERE trim(value, '.,:;!?()[]\"''”’*') <> ''; END",
    "CREATE TRIGGER heading_word_contact_changes AFTER UPDATE OF heading ON contact BEGIN DELETE FROM heading_word WHERE contact_id = OLD.id; INSERT INTO heading_word (word, contact_id) SELECT DISTINCT trim(value, '.,:;!?()[]\"''”’*'), NEW.id FROM json_each('[' || replace(json_quote(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(NEW.heading), 'Å', '~a'), 'å', '~a'), 'Ä', '~b'), 'ä', '~b'), 'Ö', '~c'), 'ö', '~c'), 'Æ', '~b'), 'æ', '~b'), 'Ø', '~c'), 'ø', '~c'), 'Ü', 'y'), 'ü', 'y'), 'É', 'e'), 'é', 'e'), 'È', 'e'), 'è', 'e'), 'Á', 'a'), 'á', 'a'), 'À', 'a'), 'à', 'a'), 'Ó', 'o'), 'ó', 'o'), 'Ñ', 'n'), 'ñ', 'n'), 'Ç', 'c'), 'ç', 'c'), 'Š', 's'), 'š', 's'), 'Ž', 'z'), 'ž', 'z'), '-', ' '), '–', ' '), '/', ' '), '\xa0', ' ')), ' ', '\",\"') || ']') WHERE trim(value, '.,:;!?()[]\"''”’*') <> ''; END",
    "CREATE TRIGGER heading_word_contact_goes AFTER DELETE ON contact BEGIN DELETE FROM heading_word WHERE contact_id = OLD.id; END",
    "CREATE TRIGGER relation_counts_more AFTER INSERT ON relation BEGIN INSERT INTO list_count (kind, relations) VALUES (NEW.kind, 1) ON CONFLICT (kind) DO UPDATE SET relations = relations + 1; END",
    "CREATE TRIGGER relation_counts_fewer AFTER DELETE ON relation BEGIN UPDATE list_count SET relations = relations - 1 WHERE kind = OLD.kind; END",
    "CREATE TRIGGER relation_counts_other AFTER UPDATE OF kind ON relation BEGIN UPDATE list_count SET relations = relations - 1 WHERE kind = OLD.kind; INSERT INTO list_count (kind, relations) VALUES (NEW.kind, 1) ON CONFLICT (kind) DO UPDATE SET relations = relations + 1; END",
    "CREATE TRIGGER relation_takes_keys AFTER INSERT ON relation WHEN NEW.active_on IS NULL BEGIN UPDATE relation SET town_key = (SELECT nullif(town_key, '') FROM address WHERE party_id = relation.party_id ORDER BY id LIMIT 1), phone_key = (SELECT nullif(ifnull(nullif(e164, ''), typed), '') FROM phone WHERE party_id = relation.party_id ORDER BY id LIMIT 1) WHERE id = NEW.id; END",
    "CREATE TRIGGER relation_moves_keys AFTER UPDATE OF party_id ON relation BEGIN UPDATE relation SET town_key = (SELECT nullif(town_key, '') FROM address WHERE party_id = relation.party_id ORDER BY id LIMIT 1), phone_key = (SELECT nullif(ifnull(nullif(e164, ''), typed), '') FROM phone WHERE party_id = relation.party_id ORDER BY id LIMIT 1) WHERE id = NEW.id; END",
    "CREATE TRIGGER address_added_key AFTER INSERT ON address BEGIN UPDATE relation SET town_key = (SELECT nullif(town_key, '') FROM address WHERE party_id = relation.party_id ORDER BY id LIMIT 1) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER address_changed_key AFTER UPDATE OF town, party_id ON address BEGIN UPDATE relation SET town_key = (SELECT nullif(town_key, '') FROM address WHERE party_id = relation.party_id ORDER BY id LIMIT 1) WHERE party_id IN (NEW.party_id, OLD.party_id); END",
    "CREATE TRIGGER address_removed_key AFTER DELETE ON address BEGIN UPDATE relation SET town_key = (SELECT nullif(town_key, '') FROM address WHERE party_id = relation.party_id ORDER BY id LIMIT 1) WHERE party_id = OLD.party_id; END",
    "CREATE TRIGGER phone_added_key AFTER INSERT ON phone BEGIN UPDATE relation SET phone_key = (SELECT nullif(ifnull(nullif(e164, ''), typed), '') FROM phone WHERE party_id = relation.party_id ORDER BY id LIMIT 1) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER phone_changed_key AFTER UPDATE OF typed, e164, party_id ON phone BEGIN UPDATE relation SET phone_key = (SELECT nullif(ifnull(nullif(e164, ''), typed), '') FROM phone WHERE party_id = relation.party_id ORDER BY id LIMIT 1) WHERE party_id IN (NEW.party_id, OLD.party_id); END",
    "CREATE TRIGGER phone_removed_key AFTER DELETE ON phone BEGIN UPDATE relation SET phone_key = (SELECT nullif(ifnull(nullif(e164, ''), typed), '') FROM phone WHERE party_id = relation.party_id ORDER BY id LIMIT 1) WHERE party_id = OLD.party_id; END",
    "CREATE TRIGGER list_place_comes AFTER INSERT ON relation BEGIN INSERT INTO list_place (kind, sort, lead, block, relations) VALUES (NEW.kind, 'name', ifnull(substr(NEW.name_key, 1, 3), char(1114111)), CASE WHEN NEW.name_key IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1), (NEW.kind, 'number', ifnull(printf('%04d', length(NEW.number)) || substr(NEW.number, 1, max(length(NEW.number) - 3, 0)), char(1114111)), CASE WHEN NEW.number IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1), (NEW.kind, 'phone', ifnull(substr(NEW.phone_key, 1, 8), char(1114111)), CASE WHEN NEW.phone_key IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1), (NEW.kind, 'town', ifnull(NEW.town_key, char(1114111)), CASE WHEN NEW.town_key IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1), (NEW.kind, 'since', ifnull(substr(NEW.started, 1, 7), char(1114111)), CASE WHEN NEW.started IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1), (NEW.kind, 'ended', ifnull(substr(NEW.ended, 1, 7), char(1114111)), CASE WHEN NEW.ended IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1) ON CONFLICT DO UPDATE SET relations = relations + excluded.relations; END",
    "CREATE TRIGGER list_place_goes AFTER DELETE ON relation BEGIN INSERT INTO list_place (kind, sort, lead, block, relations) VALUES (OLD.kind, 'name', ifnull(substr(OLD.name_key, 1, 3), char(1114111)), CASE WHEN OLD.name_key IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (OLD.kind, 'number', ifnull(printf('%04d', length(OLD.number)) || substr(OLD.number, 1, max(length(OLD.number) - 3, 0)), char(1114111)), CASE WHEN OLD.number IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (OLD.kind, 'phone', ifnull(substr(OLD.phone_key, 1, 8), char(1114111)), CASE WHEN OLD.phone_key IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (OLD.kind, 'town', ifnull(OLD.town_key, char(1114111)), CASE WHEN OLD.town_key IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (OLD.kind, 'since', ifnull(substr(OLD.started, 1, 7), char(1114111)), CASE WHEN OLD.started IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (OLD.kind, 'ended', ifnull(substr(OLD.ended, 1, 7), char(1114111)), CASE WHEN OLD.ended IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1) ON CONFLICT DO UPDATE SET relations = relations + excluded.relations; END",
    "CREATE TRIGGER list_place_moves_name AFTER UPDATE OF kind, name_key ON relation WHEN (OLD.kind, ifnull(substr(OLD.name_key, 1, 3), char(1114111)), CASE WHEN OLD.name_key IS NULL THEN OLD.rowid >> 12 ELSE 0 END) IS NOT (NEW.kind, ifnull(substr(NEW.name_key, 1, 3), char(1114111)), CASE WHEN NEW.name_key IS NULL THEN NEW.rowid >> 12 ELSE 0 END) BEGIN INSERT INTO list_place (kind, sort, lead, block, relations) VALUES (OLD.kind, 'name', ifnull(substr(OLD.name_key, 1, 3), char(1114111)), CASE WHEN OLD.name_key IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (NEW.kind, 'name', ifnull(substr(NEW.name_key, 1, 3), char(1114111)), CASE WHEN NEW.name_key IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1) ON CONFLICT DO UPDATE SET relations = relations + excluded.relations; END",
    "CREATE TRIGGER list_place_moves_number AFTER UPDATE OF kind, number ON relation WHEN (OLD.kind, ifnull(printf('%04d', length(OLD.number)) || substr(OLD.number, 1, max(length(OLD.number) - 3, 0)), char(1114111)), CASE WHEN OLD.number IS NULL THEN OLD.rowid >> 12 ELSE 0 END) IS NOT (NEW.kind, ifnull(printf('%04d', length(NEW.number)) || substr(NEW.number, 1, max(length(NEW.number) - 3, 0)), char(1114111)), CASE WHEN NEW.number IS NULL THEN NEW.rowid >> 12 ELSE 0 END) BEGIN INSERT INTO list_place (kind, sort, lead, block, relations) VALUES (OLD.kind, 'number', ifnull(printf('%04d', length(OLD.number)) || substr(OLD.number, 1, max(length(OLD.number) - 3, 0)), char(1114111)), CASE WHEN OLD.number IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (NEW.kind, 'number', ifnull(printf('%04d', length(NEW.number)) || substr(NEW.number, 1, max(length(NEW.number) - 3, 0)), char(1114111)), CASE WHEN NEW.number IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1) ON CONFLICT DO UPDATE SET relations = relations + excluded.relations; END",
    "CREATE TRIGGER list_place_moves_phone AFTER UPDATE OF kind, phone_key ON relation WHEN (OLD.kind, ifnull(substr(OLD.phone_key, 1, 8), char(1114111)), CASE WHEN OLD.phone_key IS NULL THEN OLD.rowid >> 12 ELSE 0 END) IS NOT (NEW.kind, ifnull(substr(NEW.phone_key, 1, 8), char(1114111)), CASE WHEN NEW.phone_key IS NULL THEN NEW.rowid >> 12 ELSE 0 END) BEGIN INSERT INTO list_place (kind, sort, lead, block, relations) VALUES (OLD.kind, 'phone', ifnull(substr(OLD.phone_key, 1, 8), char(1114111)), CASE WHEN OLD.phone_key IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (NEW.kind, 'phone', ifnull(substr(NEW.phone_key, 1, 8), char(1114111)), CASE WHEN NEW.phone_key IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1) ON CONFLICT DO UPDATE SET relations = relations + excluded.relations; END",
    "CREATE TRIGGER list_place_moves_town AFTER UPDATE OF kind, town_key ON relation WHEN (OLD.kind, ifnull(OLD.town_key, char(1114111)), CASE WHEN OLD.town_key IS NULL THEN OLD.rowid >> 12 ELSE 0 END) IS NOT (NEW.kind, ifnull(NEW.town_key, char(1114111)), CASE WHEN NEW.town_key IS NULL THEN NEW.rowid >> 12 ELSE 0 END) BEGIN INSERT INTO list_place (kind, sort, lead, block, relations) VALUES (OLD.kind, 'town', ifnull(OLD.town_key, char(1114111)), CASE WHEN OLD.town_key IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (NEW.kind, 'town', ifnull(NEW.town_key, char(1114111)), CASE WHEN NEW.town_key IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1) ON CONFLICT DO UPDATE SET relations = relations + excluded.relations; END",
    "CREATE TRIGGER list_place_moves_since AFTER UPDATE OF kind, started ON relation WHEN (OLD.kind, ifnull(substr(OLD.started, 1, 7), char(1114111)), CASE WHEN OLD.started IS NULL THEN OLD.rowid >> 12 ELSE 0 END) IS NOT (NEW.kind, ifnull(substr(NEW.started, 1, 7), char(1114111)), CASE WHEN NEW.started IS NULL THEN NEW.rowid >> 12 ELSE 0 END) BEGIN INSERT INTO list_place (kind, sort, lead, block, relations) VALUES (OLD.kind, 'since', ifnull(substr(OLD.started, 1, 7), char(1114111)), CASE WHEN OLD.started IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (NEW.kind, 'since', ifnull(substr(NEW.started, 1, 7), char(1114111)), CASE WHEN NEW.started IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1) ON CONFLICT DO UPDATE SET relations = relations + excluded.relations; END",
    "CREATE TRIGGER list_place_moves_ended AFTER UPDATE OF kind, ended ON relation WHEN (OLD.kind, ifnull(substr(OLD.ended, 1, 7), char(1114111)), CASE WHEN OLD.ended IS NULL THEN OLD.rowid >> 12 ELSE 0 END) IS NOT (NEW.kind, ifnull(substr(NEW.ended, 1, 7), char(1114111)), CASE WHEN NEW.ended IS NULL THEN NEW.rowid >> 12 ELSE 0 END) BEGIN INSERT INTO list_place (kind, sort, lead, block, relations) VALUES (OLD.kind, 'ended', ifnull(substr(OLD.ended, 1, 7), char(1114111)), CASE WHEN OLD.ended IS NULL THEN OLD.rowid >> 12 ELSE 0 END, -1), (NEW.kind, 'ended', ifnull(substr(NEW.ended, 1, 7), char(1114111)), CASE WHEN NEW.ended IS NULL THEN NEW.rowid >> 12 ELSE 0 END, 1) ON CONFLICT DO UPDATE SET relations = relations + excluded.relations; END",
    "CREATE TRIGGER list_place_empties AFTER UPDATE ON list_place WHEN NEW.relations = 0 BEGIN DELETE FROM list_place WHERE kind = NEW.kind AND sort = NEW.sort AND lead = NEW.lead AND block = NEW.block; END",
    "CREATE TRIGGER note_word_note_comes AFTER INSERT ON note BEGIN INSERT INTO note_word (word, row_id) SELECT DISTINCT substr(value, 1, 40), NEW.id FROM json_each('[' || replace(json_quote(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(NEW.text), 'Å', 'å'), 'Ä', 'ä'), 'Æ', 'ä'), 'æ', 'ä'), 'Ö', 'ö'), 'Ø', 'ö'), 'ø', 'ö'), 'Á', 'a'), 'á', 'a'), 'À', 'a'), 'à', 'a'), 'Â', 'a'), 'â', 'a'), 'Ã', 'a'), 'ã', 'a'), 'Ç', 'c'), 'ç', 'c'), 'É', 'e'), 'é', 'e'), 'È', 'e'), 'è', 'e'), 'Ê', 'e'), 'ê', 'e'), 'Ë', 'e'), 'ë', 'e'), 'Í', 'i'), 'í', 'i'), 'Ì', 'i'), 'ì', 'i'), 'Î', 'i'), 'î', 'i'), 'Ï', 'i'), 'ï', 'i'), 'Ł', 'l'), 'ł', 'l'), 'Ñ', 'n'), 'ñ', 'n'), 'Ó', 'o'), 'ó', 'o'), 'Ò', 'o'), 'ò', 'o'), 'Ô', 'o'), 'ô', 'o'), 'Õ', 'o'), 'õ', 'o'), 'Š', 's'), 'š', 's'), 'Ü', 'u'), 'ü', 'u'), 'Ú', 'u'), 'ú', 'u'), 'Ù', 'u'), 'ù', 'u'), 'Û', 'u'), 'û', 'u'), 'Ý', 'y'), 'ý', 'y'), 'ÿ', 'y'), 'Ž', 'z'), 'ž', 'z'), '''', ''), '’', ''), '´', ''), '`', ''), char(10), ' '), '!', ' '), '\"', ' '), '#', ' '), '$', ' '), '%', ' '), '&', ' '), '(', ' '), ')', ' '), '*', ' '), '+', ' '), ',', ' '), '-', ' '), '.', ' '), '/', ' '), ':', ' '), ';', ' '), '<', ' '), '=', ' '), '>', ' '), '?', ' '), '@', ' '), '[', ' '), '\\', ' '), ']', ' '), '^', ' '), '_', ' '), '{', ' '), '|', ' '), '}', ' '), '~', ' '), '\xa0', ' '), '«', ' '), '»', ' '), '“', ' '), '”', ' '), '„', ' '), '‘', ' '), '…', ' '), '–', ' '), '—', ' '), '•', ' '), '·', ' ')), ' ', '\",\"') || ']') WHERE substr(value, 1, 40) <> ''; END",
    "CREATE TRIGGER note_word_note_changes AFTER UPDATE OF text ON note BEGIN DELETE FROM note_word WHERE row_id = OLD.id; INSERT INTO note_word (word, row_id) SELECT DISTINCT substr(value, 1, 40), NEW.id FROM json_each('[' || replace(json_quote(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(NEW.text), 'Å', 'å'), 'Ä', 'ä'), 'Æ', 'ä'), 'æ', 'ä'), 'Ö', 'ö'), 'Ø', 'ö'), 'ø', 'ö'), 'Á', 'a'), 'á', 'a'), 'À', 'a'), 'à', 'a'), 'Â', 'a'), 'â', 'a'), 'Ã', 'a'), 'ã', 'a'), 'Ç', 'c'), 'ç', 'c'), 'É', 'e'), 'é', 'e'), 'È', 'e'), 'è', 'e'), 'Ê', 'e'), 'ê', 'e'), 'Ë', 'e'), 'ë', 'e'), 'Í', 'i'), 'í', 'i'), 'Ì', 'i'), 'ì', 'i'), 'Î', 'i'), 'î', 'i'), 'Ï', 'i'), 'ï', 'i'), 'Ł', 'l'), 'ł', 'l'), 'Ñ', 'n'), 'ñ', 'n'), 'Ó', 'o'), 'ó', 'o'), 'Ò', 'o'), 'ò', 'o'), 'Ô', 'o'), 'ô', 'o'), 'Õ', 'o'), 'õ', 'o'), 'Š', 's'), 'š', 's'), 'Ü', 'u'), 'ü', 'u'), 'Ú', 'u'), 'ú', 'u'), 'Ù', 'u'), 'ù', 'u'), 'Û', 'u'), 'û', 'u'), 'Ý', 'y'), 'ý', 'y'), 'ÿ', 'y'), 'Ž', 'z'), 'ž', 'z'), '''', ''), '’', ''), '´', ''), '`', ''), char(10), ' '), '!', ' '), '\"', ' '), '#', ' '), '$', ' '), '%', ' '), '&', ' '), '(', ' '), ')', ' '), '*', ' '), '+', ' '), ',', ' '), '-', ' '), '.', ' '), '/', ' '), ':', ' '), ';', ' '), '<', ' '), '=', ' '), '>', ' '), '?', ' '), '@', ' '), '[', ' '), '\\', ' '), ']', ' '), '^', ' '), '_', ' '), '{', ' '), '|', ' '), '}', ' '), '~', ' '), '\xa0', ' '), '«', ' '), '»', ' '), '“', ' '), '”', ' '), '„', ' '), '‘', ' '), '…', ' '), '–', ' '), '—', ' '), '•', ' '), '·', ' ')), ' ', '\",\"') || ']') WHERE substr(value, 1, 40) <> ''; END",
    "CREATE TRIGGER note_word_note_goes AFTER DELETE ON note BEGIN DELETE FROM note_word WHERE row_id = OLD.id; END",
    "CREATE TRIGGER note_word_contact_comes AFTER INSERT ON contact BEGIN INSERT INTO note_word (word, row_id) SELECT DISTINCT substr(value, 1, 40), NEW.id FROM json_each('[' || replace(json_quote(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(NEW.note), 'Å', 'å'), 'Ä', 'ä'), 'Æ', 'ä'), 'æ', 'ä'), 'Ö', 'ö'), 'Ø', 'ö'), 'ø', 'ö'), 'Á', 'a'), 'á', 'a'), 'À', 'a'), 'à', 'a'), 'Â', 'a'), 'â', 'a'), 'Ã', 'a'), 'ã', 'a'), 'Ç', 'c'), 'ç', 'c'), 'É', 'e'), 'é', 'e'), 'È', 'e'), 'è', 'e'), 'Ê', 'e'), 'ê', 'e'), 'Ë', 'e'), 'ë', 'e'), 'Í', 'i'), 'í', 'i'), 'Ì', 'i'), 'ì', 'i'), 'Î', 'i'), 'î', 'i'), 'Ï', 'i'), 'ï', 'i'), 'Ł', 'l'), 'ł', 'l'), 'Ñ', 'n'), 'ñ', 'n'), 'Ó', 'o'), 'ó', 'o'), 'Ò', 'o'), 'ò', 'o'), 'Ô', 'o'), 'ô', 'o'), 'Õ', 'o'), 'õ', 'o'), 'Š', 's'), 'š', 's'), 'Ü', 'u'), 'ü', 'u'), 'Ú', 'u'), 'ú', 'u'), 'Ù', 'u'), 'ù', 'u'), 'Û', 'u'), 'û', 'u'), 'Ý', 'y'), 'ý', 'y'), 'ÿ', 'y'), 'Ž', 'z'), 'ž', 'z'), '''', ''), '’', ''), '´', ''), '`', ''), char(10), ' '), '!', ' '), '\"', ' '), '#', ' '), '$', ' '), '%', ' '), '&', ' '), '(', ' '), ')', ' '), '*', ' '), '+', ' '), ',', ' '), '-', ' '), '.', ' '), '/', ' '), ':', ' '), ';', ' '), '<', ' '), '=', ' '), '>', ' '), '?', ' '), '@', ' '), '[', ' '), '\\', ' '), ']', ' '), '^', ' '), '_', ' '), '{', ' '), '|', ' '), '}', ' '), '~', ' '), '\xa0', ' '), '«', ' '), '»', ' '), '“', ' '), '”', ' '), '„', ' '), '‘', ' '), '…', ' '), '–', ' '), '—', ' '), '•', ' '), '·', ' ')), ' ', '\",\"') || ']') WHERE substr(value, 1, 40) <> ''; END",
    "CREATE TRIGGER note_word_contact_changes AFTER UPDATE OF note ON contact BEGIN DELETE FROM note_word WHERE row_id = OLD.id; INSERT INTO note_word (word, row_id) SELECT DISTINCT substr(value, 1, 40), NEW.id FROM json_each('[' || replace(json_quote(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(NEW.note), 'Å', 'å'), 'Ä', 'ä'), 'Æ', 'ä'), 'æ', 'ä'), 'Ö', 'ö'), 'Ø', 'ö'), 'ø', 'ö'), 'Á', 'a'), 'á', 'a'), 'À', 'a'), 'à', 'a'), 'Â', 'a'), 'â', 'a'), 'Ã', 'a'), 'ã', 'a'), 'Ç', 'c'), 'ç', 'c'), 'É', 'e'), 'é', 'e'), 'È', 'e'), 'è', 'e'), 'Ê', 'e'), 'ê', 'e'), 'Ë', 'e'), 'ë', 'e'), 'Í', 'i'), 'í', 'i'), 'Ì', 'i'), 'ì', 'i'), 'Î', 'i'), 'î', 'i'), 'Ï', 'i'), 'ï', 'i'), 'Ł', 'l'), 'ł', 'l'), 'Ñ', 'n'), 'ñ', 'n'), 'Ó', 'o'), 'ó', 'o'), 'Ò', 'o'), 'ò', 'o'), 'Ô', 'o'), 'ô', 'o'), 'Õ', 'o'), 'õ', 'o'), 'Š', 's'), 'š', 's'), 'Ü', 'u'), 'ü', 'u'), 'Ú', 'u'), 'ú', 'u'), 'Ù', 'u'), 'ù', 'u'), 'Û', 'u'), 'û', 'u'), 'Ý', 'y'), 'ý', 'y'), 'ÿ', 'y'), 'Ž', 'z'), 'ž', 'z'), '''', ''), '’', ''), '´', ''), '`', ''), char(10), ' '), '!', ' '), '\"', ' '), '#', ' '), '$', ' '), '%', ' '), '&', ' '), '(', ' '), ')', ' '), '*', ' '), '+', ' '), ',', ' '), '-', ' '), '.', ' '), '/', ' '), ':', ' '), ';', ' '), '<', ' '), '=', ' '), '>', ' '), '?', ' '), '@', ' '), '[', ' '), '\\', ' '), ']', ' '), '^', ' '), '_', ' '), '{', ' '), '|', ' '), '}', ' '), '~', ' '), '\xa0', ' '), '«', ' '), '»', ' '), '“', ' '), '”', ' '), '„', ' '), '‘', ' '), '…', ' '), '–', ' '), '—', ' '), '•', ' '), '·', ' ')), ' ', '\",\"') || ']') WHERE substr(value, 1, 40) <> ''; END",
    "CREATE TRIGGER note_word_contact_goes AFTER DELETE ON contact BEGIN DELETE FROM note_word WHERE row_id = OLD.id; END",
    "CREATE TRIGGER relation_takes_name AFTER INSERT ON relation WHEN NEW.active_on IS NULL BEGIN UPDATE relation SET name_key = (SELECT name_key FROM party WHERE id = NEW.party_id), active_on = ifnull(NEW.started, date(NEW.recorded_at / 1000000, 'unixepoch')) WHERE id = NEW.id; END",
    "CREATE TRIGGER relation_follows_name AFTER UPDATE OF display_name ON party BEGIN UPDATE relation SET name_key = NEW.name_key WHERE party_id = NEW.id; END",
    "CREATE TRIGGER relation_moves AFTER UPDATE OF party_id ON relation BEGIN UPDATE relation SET name_key = (SELECT name_key FROM party WHERE id = NEW.party_id) WHERE id = NEW.id; END",
    "CREATE TRIGGER search_row_address_comes AFTER INSERT ON address BEGIN DELETE FROM search_row WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER search_row_address_changes AFTER UPDATE OF town, party_id ON address BEGIN DELETE FROM search_row WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER search_row_address_goes AFTER DELETE ON address BEGIN DELETE FROM search_row WHERE party_id = OLD.party_id; END",
    "CREATE TRIGGER search_row_phone_comes AFTER INSERT ON phone BEGIN DELETE FROM search_row WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER search_row_phone_changes AFTER UPDATE OF e164, party_id ON phone BEGIN DELETE FROM search_row WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER search_row_phone_goes AFTER DELETE ON phone BEGIN DELETE FROM search_row WHERE party_id = OLD.party_id; END",
    "CREATE TRIGGER search_row_relation_comes AFTER INSERT ON relation BEGIN DELETE FROM search_row WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER search_row_relation_changes AFTER UPDATE OF kind, number, ended, party_id ON relation BEGIN DELETE FROM search_row WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER search_row_relation_goes AFTER DELETE ON relation BEGIN DELETE FROM search_row WHERE party_id = OLD.party_id; END",
    "CREATE TRIGGER search_row_party_comes AFTER INSERT ON party BEGIN DELETE FROM search_row WHERE party_id = NEW.id; END",
    "CREATE TRIGGER search_row_party_changes AFTER UPDATE OF kind, display_name, birth_date, deceased, minor, is_protected ON party BEGIN DELETE FROM search_row WHERE party_id = NEW.id; END",
    "CREATE TRIGGER search_row_party_goes AFTER DELETE ON party BEGIN DELETE FROM search_row WHERE party_id = OLD.id; END",
    "CREATE TRIGGER search_row_contact_comes AFTER INSERT ON contact BEGIN UPDATE search_row SET latest_contact = max(ifnull(latest_contact, NEW.at), NEW.at) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER search_row_contact_changes AFTER UPDATE OF at, party_id ON contact BEGIN UPDATE search_row SET latest_contact = (SELECT max(at) FROM contact WHERE party_id = OLD.party_id) WHERE party_id = OLD.party_id; UPDATE search_row SET latest_contact = (SELECT max(at) FROM contact WHERE party_id = NEW.party_id) WHERE party_id = NEW.party_id; END",
    "CREATE TRIGGER search_row_contact_goes AFTER DELETE ON contact BEGIN UPDATE search_row SET latest_contact = (SELECT max(at) FROM contact WHERE party_id = OLD.party_id) WHERE party_id = OLD.party_id; END",
)


def upgrade() -> None:
    """Create every table, index and trigger."""
    op.create_table(
        "apart_pair",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("first_id", sa.LargeBinary(16), nullable=False),
        sa.Column("second_id", sa.LargeBinary(16), nullable=False),
        sa.Column("said_by", sa.LargeBinary(16), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apart_pair")),
    )
    op.create_index(
        op.f("ix_apart_pair_first_id_second_id"),
        "apart_pair",
        ["first_id", "second_id"],
        unique=True,
    )
    op.create_index(op.f("ix_apart_pair_second_id"), "apart_pair", ["second_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("use", sa.String(length=64), nullable=False),
        sa.Column("is_report", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_party_id"), "attachment", ["party_id"], unique=False)
    op.create_index(op.f("ix_attachment_removed_at"), "attachment", ["removed_at"], unique=False)
    op.create_table(
        "audit_log",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.LargeBinary(16), nullable=True),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_at"), "audit_log", ["at"], unique=False)
    op.create_table(
        "checkpoint",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signer", sa.LargeBinary(16), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_checkpoint")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("direction", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(length=64), nullable=False),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("caller_name", sa.Text(), nullable=True),
        sa.Column("call_back", sa.Text(), nullable=True),
        sa.Column("caller_address", sa.Text(), nullable=True),
        sa.Column("identity_checks", sa.Text(), nullable=True),
        sa.Column("case_id", sa.LargeBinary(16), nullable=True),
        sa.Column("known_party", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_at"), "contact", ["at"], unique=False)
    op.create_index(op.f("ix_contact_case_id"), "contact", ["case_id"], unique=False)
    op.create_index(op.f("ix_contact_direction_at"), "contact", ["direction", "at"], unique=False)
    op.create_index(op.f("ix_contact_party_id"), "contact", ["party_id"], unique=False)
    op.create_index(
        op.f("ix_contact_recorded_by_at"), "contact", ["recorded_by", "at"], unique=False
    )
    op.create_index(op.f("ix_contact_way_at"), "contact", ["way", "at"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("user_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cell", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_user_id"), "draft", ["user_id"], unique=False)
    op.create_table(
        "export",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("list_kind", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("people", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("left_out", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.LargeBinary(16), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    op.create_index(op.f("ix_export_asked_at"), "export", ["asked_at"], unique=False)
    op.create_index(op.f("ix_export_asked_by"), "export", ["asked_by"], unique=False)
    op.create_table(
        "field_history",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.LargeBinary(16), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=True),
        sa.Column("old_cell", sa.LargeBinary(), nullable=True),
        sa.Column("compartment", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_history")),
    )
    op.create_index(op.f("ix_field_history_party_id"), "field_history", ["party_id"], unique=False)
    op.create_index(op.f("ix_field_history_row_id"), "field_history", ["row_id"], unique=False)
    op.create_table(
        "heading_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("word", "contact_id", name=op.f("pk_heading_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_heading_word_contact_id_word"),
        "heading_word",
        ["contact_id", "word"],
        unique=False,
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_by", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("new", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.Column("duplicates", sa.BigInteger(), nullable=False),
        sa.Column("skipped", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("first_entry", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by", sa.LargeBinary(16), nullable=True),
        sa.Column("stayed", sa.BigInteger(), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index(op.f("ix_import_run_taken_at"), "import_run", ["taken_at"], unique=False)
    op.create_table(
        "list_count",
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("relations", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_list_count")),
    )
    op.create_table(
        "list_place",
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.String(length=64), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("relations", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "sort", "lead", "block", name=op.f("pk_list_place")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log_object",
        sa.Column("object_id", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("object_id", "number", name=op.f("pk_log_object")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "note_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("row_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("word", "row_id", name=op.f("pk_note_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_note_word_row_id_word"), "note_word", ["row_id", "word"], unique=False)
    op.create_table(
        "office_profile",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("org_number", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("dpo_name", sa.Text(), nullable=False),
        sa.Column("dpo_phone", sa.Text(), nullable=False),
        sa.Column("dpo_term", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("forwarding", sa.Text(), nullable=False),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("target_days", sa.BigInteger(), nullable=False),
        sa.Column("lock_minutes", sa.BigInteger(), nullable=False),
        sa.Column("large_text", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("keyring_generation", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_profile")),
    )
    op.create_table(
        "party",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=True),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sole_trader", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("deceased", sa.Boolean(), nullable=False),
        sa.Column("deceased_on", sa.Date(), nullable=True),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("protection", sa.String(length=64), nullable=False),
        sa.Column("merged_at", sa.BigInteger(), nullable=True),
        sa.Column(
            "name_key",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            sa.Computed(
                "replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(display_name), 'Å', '~a'), 'å', '~a'), 'Ä', '~b'), 'ä', '~b'), 'Ö', '~c'), 'ö', '~c'), 'Æ', '~b'), 'æ', '~b'), 'Ø', '~c'), 'ø', '~c'), 'Ü', 'y'), 'ü', 'y'), 'É', 'e'), 'é', 'e'), 'È', 'e'), 'è', 'e'), 'Á', 'a'), 'á', 'a'), 'À', 'a'), 'à', 'a'), 'Ó', 'o'), 'ó', 'o'), 'Ñ', 'n'), 'ñ', 'n'), 'Ç', 'c'), 'ç', 'c'), 'Š', 's'), 'š', 's'), 'Ž', 'z'), 'ž', 'z')",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_kind_id"), "party", ["kind", "id"], unique=False)
    op.create_index(
        "ix_party_merged",
        "party",
        ["merged_at"],
        unique=False,
        sqlite_where=sa.text("merged_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_party_name_key_id"), "party", ["name_key", "id"], unique=False)
    op.create_index(op.f("ix_party_party_id"), "party", ["party_id"], unique=False)
    op.create_index(
        "ix_party_protected",
        "party",
        ["is_protected"],
        unique=False,
        sqlite_where=sa.text("is_protected = 1"),
    )
    op.create_table(
        "party_merge",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("survivor_id", sa.LargeBinary(16), nullable=False),
        sa.Column("absorbed_id", sa.LargeBinary(16), nullable=False),
        sa.Column("merged_at", sa.BigInteger(), nullable=False),
        sa.Column("merged_by", sa.LargeBinary(16), nullable=False),
        sa.Column("moved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_merge")),
    )
    op.create_index(op.f("ix_party_merge_merged_at"), "party_merge", ["merged_at"], unique=False)
    op.create_index(
        op.f("ix_party_merge_survivor_id"), "party_merge", ["survivor_id"], unique=False
    )
    op.create_table(
        "party_merge_row",
        sa.Column("merge_id", sa.LargeBinary(16), nullable=False),
        sa.Column("trace", sa.String(length=64), nullable=False),
        sa.Column("table_name", sa.String(length=64), nullable=False),
        sa.Column("column_name", sa.String(length=64), nullable=False),
        sa.Column("row_id", sa.LargeBinary(16), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint(
            "merge_id",
            "trace",
            "table_name",
            "column_name",
            "row_id",
            name=op.f("pk_party_merge_row"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "preference",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("user_id", sa.LargeBinary(16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
    )
    op.create_index(
        op.f("ix_preference_user_id_key"), "preference", ["user_id", "key"], unique=True
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("object_id", sa.LargeBinary(16), nullable=False),
        sa.Column("parameters_hash", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_by", sa.LargeBinary(16), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("approved_by", sa.LargeBinary(16), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("executed_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_object_id"), "proposal", ["object_id"], unique=False)
    op.create_index(op.f("ix_proposal_state"), "proposal", ["state"], unique=False)
    op.create_table(
        "protected_value",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("row_id", sa.LargeBinary(16), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("cell", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protected_value")),
    )
    op.create_index(op.f("ix_protected_value_field"), "protected_value", ["field"], unique=False)
    op.create_index(
        op.f("ix_protected_value_party_id"), "protected_value", ["party_id"], unique=False
    )
    op.create_index(op.f("ix_protected_value_row_id"), "protected_value", ["row_id"], unique=False)
    op.create_table(
        "purpose_setting",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("text_sv", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=True),
        sa.Column("balancing", sa.Text(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purpose_setting")),
    )
    op.create_index(op.f("ix_purpose_setting_purpose"), "purpose_setting", ["purpose"], unique=True)
    op.create_table(
        "register_setting",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("register", sa.String(length=64), nullable=False),
        sa.Column("text_sv", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("recipients_sv", sa.Text(), nullable=False),
        sa.Column("recipients_en", sa.Text(), nullable=False),
        sa.Column("transfers_sv", sa.Text(), nullable=False),
        sa.Column("transfers_en", sa.Text(), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_setting")),
    )
    op.create_index(
        op.f("ix_register_setting_register"), "register_setting", ["register"], unique=True
    )
    op.create_table(
        "restriction",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ground", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=True),
        sa.Column("case_id", sa.LargeBinary(16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
    )
    op.create_index(
        "ix_restriction_in_force", "restriction", ["party_id", "lifted_on"], unique=False
    )
    op.create_index(op.f("ix_restriction_party_id"), "restriction", ["party_id"], unique=False)
    op.create_table(
        "retention_setting",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("data_class", sa.String(length=64), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_setting")),
    )
    op.create_index(
        op.f("ix_retention_setting_data_class"), "retention_setting", ["data_class"], unique=True
    )
    op.create_table(
        "rights_request",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("right", sa.String(length=64), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("known_party", sa.Boolean(), nullable=False),
        sa.Column("contact_id", sa.LargeBinary(16), nullable=True),
        sa.Column("oral_answer", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.LargeBinary(16), nullable=True),
        sa.Column("case_public", sa.LargeBinary(), nullable=True),
        sa.Column("collected_at", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_way", sa.String(length=64), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_request")),
    )
    op.create_index(
        op.f("ix_rights_request_answered_on"), "rights_request", ["answered_on"], unique=False
    )
    op.create_index(op.f("ix_rights_request_number"), "rights_request", ["number"], unique=True)
    op.create_index(op.f("ix_rights_request_owner"), "rights_request", ["owner"], unique=False)
    op.create_index(
        op.f("ix_rights_request_party_id"), "rights_request", ["party_id"], unique=False
    )
    op.create_index(op.f("ix_rights_request_state"), "rights_request", ["state"], unique=False)
    op.create_table(
        "search_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("key", "party_id", name=op.f("pk_search_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_key_party_id"), "search_key", ["party_id"], unique=False)
    op.create_table(
        "search_row",
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("is_deceased", sa.Boolean(), nullable=False),
        sa.Column("is_minor", sa.Boolean(), nullable=False),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("standing", sa.String(length=64), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("latest_contact", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_search_row")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("sound", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_word_sound"), "search_word", ["sound"], unique=False)
    op.create_table(
        "series",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_series")),
    )
    op.create_table(
        "setting_change",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("setting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.LargeBinary(16), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_change")),
    )
    op.create_index(
        op.f("ix_setting_change_setting_id"), "setting_change", ["setting_id"], unique=False
    )
    op.create_table(
        "task",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("object_id", sa.LargeBinary(16), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(16), nullable=False),
        sa.Column("for_role", sa.String(length=64), nullable=True),
        sa.Column("for_user", sa.LargeBinary(16), nullable=True),
        sa.Column("compartment", sa.String(length=64), nullable=True),
        sa.Column("permission", sa.String(length=64), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by", sa.LargeBinary(16), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_done_at"), "task", ["done_at"], unique=False)
    op.create_index(op.f("ix_task_for_user"), "task", ["for_user"], unique=False)
    op.create_index(op.f("ix_task_object_id"), "task", ["object_id"], unique=False)
    op.create_table(
        "value_origin",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("row_id", sa.LargeBinary(16), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_origin")),
    )
    op.create_index(op.f("ix_value_origin_party_id"), "value_origin", ["party_id"], unique=False)
    op.create_index(op.f("ix_value_origin_row_id"), "value_origin", ["row_id"], unique=False)
    op.create_table(
        "address",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("care_of", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column(
            "town_key",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            sa.Computed(
                "replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(town), 'Å', '~a'), 'å', '~a'), 'Ä', '~b'), 'ä', '~b'), 'Ö', '~c'), 'ö', '~c'), 'Æ', '~b'), 'æ', '~b'), 'Ø', '~c'), 'ø', '~c'), 'Ü', 'y'), 'ü', 'y'), 'É', 'e'), 'é', 'e'), 'È', 'e'), 'è', 'e'), 'Á', 'a'), 'á', 'a'), 'À', 'a'), 'à', 'a'), 'Ó', 'o'), 'ó', 'o'), 'Ñ', 'n'), 'ñ', 'n'), 'Ç', 'c'), 'ç', 'c'), 'Š', 's'), 'š', 's'), 'Ž', 'z'), 'ž', 'z')",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_address_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    op.create_index(op.f("ix_address_party_id"), "address", ["party_id"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("file_number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_agreement_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_party_id"), "agreement", ["party_id"], unique=False)
    op.create_table(
        "case_grant",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("user_id", sa.LargeBinary(16), nullable=False),
        sa.Column("grant", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["rights_request.id"], name=op.f("fk_case_grant_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_grant")),
    )
    op.create_index(op.f("ix_case_grant_case_id"), "case_grant", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_case_grant_case_id_user_id"), "case_grant", ["case_id", "user_id"], unique=True
    )
    op.create_table(
        "case_material",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cell", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["rights_request.id"], name=op.f("fk_case_material_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_material")),
    )
    op.create_index(op.f("ix_case_material_case_id"), "case_material", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_case_material_case_id_kind_name"),
        "case_material",
        ["case_id", "kind", "name"],
        unique=True,
    )
    op.create_index(
        op.f("ix_case_material_kind_made_at"), "case_material", ["kind", "made_at"], unique=False
    )
    op.create_table(
        "credit_check",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("bureau", sa.String(length=64), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("limit", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("automated", sa.Boolean(), nullable=False),
        sa.Column("need", sa.LargeBinary(), nullable=True),
        sa.Column("need_text", sa.LargeBinary(), nullable=True),
        sa.Column("amount", sa.LargeBinary(), nullable=True),
        sa.Column("report_number", sa.LargeBinary(), nullable=True),
        sa.Column("assessment", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_credit_check_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_check")),
    )
    op.create_index(op.f("ix_credit_check_asked_on"), "credit_check", ["asked_on"], unique=False)
    op.create_index(
        "ix_credit_check_clock",
        "credit_check",
        ["valid_until"],
        unique=False,
        sqlite_where=sa.text("valid_until IS NOT NULL"),
        postgresql_where=sa.text("valid_until IS NOT NULL"),
    )
    op.create_index(op.f("ix_credit_check_party_id"), "credit_check", ["party_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("carrier", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_delivery_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_party_id"), "delivery", ["party_id"], unique=False)
    op.create_table(
        "email",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_email_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email")),
    )
    op.create_index(op.f("ix_email_party_id"), "email", ["party_id"], unique=False)
    op.create_table(
        "exported_person",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("export_id", sa.LargeBinary(16), nullable=False),
        sa.Column("export_number", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"], ["export.id"], name=op.f("fk_exported_person_export_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_exported_person_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exported_person")),
    )
    op.create_index(
        op.f("ix_exported_person_export_id"), "exported_person", ["export_id"], unique=False
    )
    op.create_index(
        op.f("ix_exported_person_party_id"), "exported_person", ["party_id"], unique=False
    )
    op.create_table(
        "former_name",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_former_name_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
    )
    op.create_index(op.f("ix_former_name_party_id"), "former_name", ["party_id"], unique=False)
    op.create_table(
        "identity_check",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("method", sa.String(length=64), nullable=False),
        sa.Column("by", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["rights_request.id"], name=op.f("fk_identity_check_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_check")),
    )
    op.create_index(op.f("ix_identity_check_case_id"), "identity_check", ["case_id"], unique=False)
    op.create_table(
        "invoice",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("invoiced_on", sa.Date(), nullable=False),
        sa.Column("financial_year_end", sa.Date(), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("amount_ore", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_invoice_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
    )
    op.create_index(
        "ix_invoice_clock",
        "invoice",
        ["financial_year_end", "original"],
        unique=False,
        sqlite_where=sa.text("financial_year_end IS NOT NULL"),
        postgresql_where=sa.text("financial_year_end IS NOT NULL"),
    )
    op.create_index("ix_invoice_number", "invoice", ["number"], unique=False)
    op.create_index(op.f("ix_invoice_party_id"), "invoice", ["party_id"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(16), nullable=False),
        sa.Column("pdf_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("pages", sa.BigInteger(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(length=64), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["rights_request.id"], name=op.f("fk_letter_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_case_id"), "letter", ["case_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_note_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_party_id"), "note", ["party_id"], unique=False)
    op.create_table(
        "outside_search",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=64), nullable=False),
        sa.Column("by", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["rights_request.id"], name=op.f("fk_outside_search_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_search")),
    )
    op.create_index(op.f("ix_outside_search_case_id"), "outside_search", ["case_id"], unique=False)
    op.create_table(
        "party_link",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("for_id", sa.LargeBinary(16), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_link_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_link")),
    )
    op.create_index(
        "ix_party_link_ended",
        "party_link",
        ["ended", "party_id"],
        unique=False,
        sqlite_where=sa.text("ended IS NOT NULL"),
        postgresql_where=sa.text("ended IS NOT NULL"),
    )
    op.create_index(op.f("ix_party_link_for_id"), "party_link", ["for_id"], unique=False)
    op.create_index(op.f("ix_party_link_party_id"), "party_link", ["party_id"], unique=False)
    op.create_table(
        "party_number",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("personal", sa.LargeBinary(), nullable=True),
        sa.Column("personal_index", sa.LargeBinary(length=32), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("justification", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_number_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_number")),
    )
    op.create_index(
        op.f("ix_party_number_organisation"), "party_number", ["organisation"], unique=False
    )
    op.create_index(op.f("ix_party_number_party_id"), "party_number", ["party_id"], unique=False)
    op.create_index(
        op.f("ix_party_number_personal_index"), "party_number", ["personal_index"], unique=False
    )
    op.create_table(
        "payment",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("financial_year_end", sa.Date(), nullable=False),
        sa.Column("amount_ore", sa.LargeBinary(), nullable=True),
        sa.Column("behaviour", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_payment_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    op.create_index(
        "ix_payment_clock",
        "payment",
        ["financial_year_end"],
        unique=False,
        sqlite_where=sa.text("financial_year_end IS NOT NULL"),
        postgresql_where=sa.text("financial_year_end IS NOT NULL"),
    )
    op.create_index(op.f("ix_payment_party_id"), "payment", ["party_id"], unique=False)
    op.create_table(
        "payment_detail",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("route", sa.String(length=64), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_payment_detail_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_detail")),
    )
    op.create_index(
        op.f("ix_payment_detail_party_id"), "payment_detail", ["party_id"], unique=False
    )
    op.create_table(
        "phone",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=True),
        sa.Column("e164", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_phone_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    op.create_index(op.f("ix_phone_party_id"), "phone", ["party_id"], unique=False)
    op.create_table(
        "protected_lookup",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_protected_lookup_party_id")
        ),
        sa.PrimaryKeyConstraint("hash", "party_id", name=op.f("pk_protected_lookup")),
    )
    op.create_index(
        op.f("ix_protected_lookup_party_id"), "protected_lookup", ["party_id"], unique=False
    )
    op.create_table(
        "purchase",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("bought_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("amount_ore", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_purchase_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
    )
    op.create_index(op.f("ix_purchase_party_id"), "purchase", ["party_id"], unique=False)
    op.create_table(
        "purpose_switch",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("switched", sa.String(length=64), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_purpose_switch_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purpose_switch")),
    )
    op.create_index(
        op.f("ix_purpose_switch_party_id"), "purpose_switch", ["party_id"], unique=False
    )
    op.create_index(
        op.f("ix_purpose_switch_switched_is_on"),
        "purpose_switch",
        ["switched", "is_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_purpose_switch_switched_party_id"),
        "purpose_switch",
        ["switched", "party_id"],
        unique=False,
    )
    op.create_table(
        "relation",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("confirmed", sa.Date(), nullable=True),
        sa.Column("payment_terms", sa.Text(), nullable=True),
        sa.Column("credit_limit", sa.BigInteger(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("town_key", sa.Text(), nullable=True),
        sa.Column("phone_key", sa.Text(), nullable=True),
        sa.Column(
            "number_length",
            sa.Integer(),
            sa.Computed("length(number)", persisted=True),
            nullable=True,
        ),
        sa.Column("active_on", sa.Date(), nullable=True),
        sa.Column(
            "quiet_since",
            sa.Date(),
            sa.Computed(
                "CASE WHEN confirmed > active_on THEN confirmed ELSE active_on END", persisted=True
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_relation_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    op.create_index(
        "ix_customer_by_ended",
        "relation",
        ["ended"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'customer'"),
        postgresql_where=sa.text("(kind || '') = 'customer'"),
    )
    op.create_index(
        "ix_customer_by_name",
        "relation",
        ["name_key"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'customer'"),
        postgresql_where=sa.text("(kind || '') = 'customer'"),
    )
    op.create_index(
        "ix_customer_by_number",
        "relation",
        ["number_length", "number"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'customer'"),
        postgresql_where=sa.text("(kind || '') = 'customer'"),
    )
    op.create_index(
        "ix_customer_by_phone",
        "relation",
        ["phone_key"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'customer'"),
        postgresql_where=sa.text("(kind || '') = 'customer'"),
    )
    op.create_index(
        "ix_customer_by_since",
        "relation",
        ["started"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'customer'"),
        postgresql_where=sa.text("(kind || '') = 'customer'"),
    )
    op.create_index(
        "ix_customer_by_town",
        "relation",
        ["town_key"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'customer'"),
        postgresql_where=sa.text("(kind || '') = 'customer'"),
    )
    op.create_index(
        "ix_relation_ended",
        "relation",
        ["ended", "party_id"],
        unique=False,
        sqlite_where=sa.text("ended IS NOT NULL"),
        postgresql_where=sa.text("ended IS NOT NULL"),
    )
    op.create_index(op.f("ix_relation_kind_number"), "relation", ["kind", "number"], unique=True)
    op.create_index(op.f("ix_relation_party_id"), "relation", ["party_id"], unique=False)
    op.create_index(
        "ix_relation_quiet",
        "relation",
        ["kind", "quiet_since", "id", "party_id"],
        unique=False,
        sqlite_where=sa.text("ended IS NULL"),
        postgresql_where=sa.text("ended IS NULL"),
    )
    op.create_index(
        "ix_supplier_by_ended",
        "relation",
        ["ended"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'supplier'"),
        postgresql_where=sa.text("(kind || '') = 'supplier'"),
    )
    op.create_index(
        "ix_supplier_by_name",
        "relation",
        ["name_key"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'supplier'"),
        postgresql_where=sa.text("(kind || '') = 'supplier'"),
    )
    op.create_index(
        "ix_supplier_by_number",
        "relation",
        ["number_length", "number"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'supplier'"),
        postgresql_where=sa.text("(kind || '') = 'supplier'"),
    )
    op.create_index(
        "ix_supplier_by_phone",
        "relation",
        ["phone_key"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'supplier'"),
        postgresql_where=sa.text("(kind || '') = 'supplier'"),
    )
    op.create_index(
        "ix_supplier_by_since",
        "relation",
        ["started"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'supplier'"),
        postgresql_where=sa.text("(kind || '') = 'supplier'"),
    )
    op.create_index(
        "ix_supplier_by_town",
        "relation",
        ["town_key"],
        unique=False,
        sqlite_where=sa.text("(kind || '') = 'supplier'"),
        postgresql_where=sa.text("(kind || '') = 'supplier'"),
    )
    op.create_table(
        "request_extension",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["rights_request.id"], name=op.f("fk_request_extension_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_extension")),
    )
    op.create_index(
        op.f("ix_request_extension_case_id"), "request_extension", ["case_id"], unique=False
    )
    op.create_table(
        "request_pause",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["rights_request.id"], name=op.f("fk_request_pause_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_pause")),
    )
    op.create_index(op.f("ix_request_pause_case_id"), "request_pause", ["case_id"], unique=False)
    op.create_table(
        "segment",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("derived_from", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_segment_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
    )
    op.create_index(op.f("ix_segment_party_id"), "segment", ["party_id"], unique=False)
    op.create_table(
        "web_record",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("source_detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.LargeBinary(16), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("consent_reference", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_web_record_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_record")),
    )
    op.create_index(op.f("ix_web_record_party_id"), "web_record", ["party_id"], unique=False)
    op.create_table(
        "file_part",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("attachment_id", sa.LargeBinary(16), nullable=True),
        sa.Column("piece_id", sa.LargeBinary(16), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("compartment", sa.Text(), nullable=False),
        sa.Column("cell", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_file_part_attachment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["piece_id"],
            ["case_material.id"],
            name=op.f("fk_file_part_piece_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_part")),
    )
    op.create_index(
        op.f("ix_file_part_attachment_id_number"),
        "file_part",
        ["attachment_id", "number"],
        unique=True,
    )
    op.create_index(
        op.f("ix_file_part_piece_id_number"), "file_part", ["piece_id", "number"], unique=True
    )
    op.create_table(
        "letter_print",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("letter_id", sa.LargeBinary(16), nullable=False),
        sa.Column("print_number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.LargeBinary(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_print_letter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_print")),
    )
    op.create_index(
        op.f("ix_letter_print_letter_id_print_number"),
        "letter_print",
        ["letter_id", "print_number"],
        unique=True,
    )
    for statement in TRIGGERS:
        op.execute(statement)
