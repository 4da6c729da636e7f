package io.postroom.staffweb.batch;

import io.postroom.content.Channel;
import io.postroom.content.Problem;
import io.postroom.content.sheet.RecipientSheet;
import io.postroom.content.sheet.RowProblem;
import io.postroom.content.sheet.SheetRow;
import io.postroom.content.template.Message;
import io.postroom.content.template.Template;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.ListValue;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.Value;
import io.postroom.staffweb.readmodel.BlindIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes of each row of one sheet what is kept of it: the request that will be sent, or what is wrong with it. */
final class RowMaker {
    /** Who wants to find a message by its case names the column so. */
    static final String CASE_COLUMN = "case reference";
    private static final String ROLE = "recipient";
    private static final int LONGEST_REFERENCE = 100;
    private static final Problem LONG_REFERENCE = Problem.of("case-reference-too-long",
            "Case reference is too long: it can have at most " + LONGEST_REFERENCE + " characters",
            "Mae’r cyfeirnod achos yn rhy hir: ni chaiff fod yn fwy na " + LONGEST_REFERENCE + " nod");

    private final UUID batch;
    private final RecipientSheet sheet;
    private final Template template;
    private final Batch.Wording wording;
    private final BlindIndex index;
    private final Function<SendRequest, byte[]> bytes;
    private final String uploadedBy;
    private final Instant uploadedAt;
    private final boolean hasCases;
    private final List<String> columns;

    RowMaker(Batch batch, RecipientSheet sheet, Template template, BlindIndex index,
            Function<SendRequest, byte[]> bytes) {
        this.batch = batch.id();
        this.sheet = sheet;
        this.template = template;
        this.wording = batch.wording();
        this.index = index;
        this.bytes = bytes;
        this.uploadedBy = batch.uploadedBy().id();
        this.uploadedAt = batch.uploadedAt();
        this.columns = sheet.columnHeaders();
        this.hasCases = columns.stream().anyMatch(RowMaker::isCaseColumn);
    }

    private static boolean isCaseColumn(String header) {
        return header.replaceAll("[\\s_-]", "").equalsIgnoreCase(CASE_COLUMN.replace(" ", ""));
    }

    /** A row with what is wrong with the reference of its case, which is no part of the message. */
    SheetRow judge(SheetRow row) {
        if (!hasCases || reference(row).length() <= LONGEST_REFERENCE) {
            return row;
        }
        List<RowProblem> problems = new ArrayList<>(row.problems());
        problems.add(new RowProblem(RowProblem.Kind.CASE_REFERENCE,
                columns.stream().filter(RowMaker::isCaseColumn).findFirst().orElse(CASE_COLUMN), LONG_REFERENCE));
        return new SheetRow(row.index(), row.number(), row.recipient(), row.canonicalRecipient(), row.values(), null,
                problems);
    }

    /** A row, and the number of the earlier one that it repeats. */
    RowTable.Checked make(SheetRow row, @Nullable Integer repeats) {
        String canonical = row.canonicalRecipient();
        if (row.message() == null || canonical == null) {
            List<String> cells = columns.stream().map(column -> String.join(", ", sheet.cell(row.index(), column)))
                    .toList();
            return new RowTable.Checked(row.index(), row.number(), null, DatabaseText.join(cells),
                    ToldProblem.write(row.problems().stream().map(ToldProblem::of).toList()), null, null, null, 0);
        }
        Channel channel = wording.channel();
        return new RowTable.Checked(row.index(), row.number(), bytes.apply(request(row)), null, null,
                index.ofRecipient(channel, canonical), NotificationIds.forSend(batch, row.index(), channel), repeats,
                row.message() instanceof Message.SmsMessage sms ? sms.count().parts() : 1);
    }

    private SendRequest request(SheetRow row) {
        Map<String, Value> values = new HashMap<>();
        row.values().revealTexts().forEach((name, text) -> values.put(name, value(text)));
        row.values().revealLists().forEach((name, items) -> values.put(name, Value.newBuilder()
                .setValue(ListValue.newBuilder().setItems(items.stream().map(RowMaker::value).toList()).build())
                .build()));
        List<String> written = row.recipient();
        Recipient.Builder recipient = Recipient.newBuilder().setRole(ROLE).setOptOuts(List.of())
                .setAddressLines(wording.channel() == Channel.LETTER ? written : List.of())
                .setLanguage(Language.valueOf(wording.language().name()));
        if (wording.channel() == Channel.SMS) {
            recipient.setMobile(written.getFirst());
        } else if (wording.channel() == Channel.EMAIL) {
            recipient.setEmail(written.getFirst());
        }
        return SendRequest.newBuilder().setSendId(batch).setBatchRow(row.index()).setService(wording.service())
                .setTemplateId(wording.template())
                .setTemplateHashes(Map.of(variant(wording), template.contentHash()))
                .setChannels(List.of(io.postroom.schemas.v1.Channel.valueOf(wording.channel().name())))
                .setRecipient(recipient.build()).setValues(values).setCaseReference(caseReference(row))
                .setPriority(Priority.BULK).setRequestedBy(uploadedBy).setRequestedAt(uploadedAt).build();
    }

    static String variant(Batch.Wording wording) {
        return wording.channel().wireName() + "." + wording.language().tag();
    }

    private static Value value(String text) {
        return Value.newBuilder().setValue(text).build();
    }

    private @Nullable String caseReference(SheetRow row) {
        if (!hasCases) {
            return null;
        }
        String reference = reference(row);
        return reference.isEmpty() ? null : reference;
    }

    private String reference(SheetRow row) {
        List<String> texts = sheet.cell(row.index(), CASE_COLUMN);
        return texts.isEmpty() ? "" : Objects.requireNonNull(texts.getFirst());
    }
}
