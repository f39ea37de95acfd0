import Calls
import JSON

/// `entente talks`: what is done in talks and in texts that sides agree on, for whoever has the node's folder.
enum TalksVerb {
    static let verb = Verb(
        name: "talks",
        summary: "dialogues, rounds, and texts that sides agree on line by line",
        synopsis: "ACT [FIELD=VALUE…] [--body FILE] --officer NAME [--node DIR]",
        description: """
            Acts: open (a dialogue), next, round, brief, record, non-paper, action, close; text (opens a text), propose,
            counter, agree, agree-ad-referendum, reserve, withdraw; term (writes a term of the own side), tell-draft
            (tells the others the digests of the own draft's articles). Without one, lists the acts with their fields.

            handover prints what a successor has to know of a dialogue, table a text row by row, merge what rows would
            say with the changes of both sides, terms the terms of the parties and (text=TEXT) words that are otherwise,
            draft the articles to which rows are tied. effect prints what the words of each side would open or close
            against what is in force (row=ROW for one row alone, held=ours|theirs|agreed|base for what would change for
            what is held). file writes a text as a document (format=docx|akn|csv; agreed:=true for what is agreed and
            not the table, language=LANG, work=WORK for Akoma Ntoso, unsent:=true with own words that nobody else has);
            that it was written is in the log.

            A field is FIELD=TEXT, FIELD.KEY=TEXT for one of several texts by name, FIELD[]=TEXT for one of a list, or
            FIELD:=JSON; --body reads all of them as JSON from a file (`-`: standard input). What is written is the
            party's own. With `send:=true` it is then given to the other parties, as far as the rules allow; an act of
            the party counts from then on.

            Exit status: 0 done, 1 something may not be given, 2 could not be done.
            """,
        options: [
            .value("body", "FILE", "the fields as json"), NoticeAccess.officer, NodeAccess.option, NodeAccess.json,
        ],
        examples: [
            "entente talks propose text=entente-text--… row=art_4 body.en='…' body.ja='…' --officer 'A. Martin'",
            "entente talks agree text=entente-text--… row=art_4 digest=… send:=true --officer 'A. Martin'",
            "entente talks file text=entente-text--… format=docx --officer 'A. Martin' > table.docx",
            "entente talks handover series=entente-dialogue--… --node run/eu",
        ],
        run: acting.run
    )

    private static let acting = WorkActing("talks", of: ["talks", "texts"], beside: TextVerbs.all) { name, body in
        switch name {
        case "text": return ("texts", "open")
        case "propose", "counter": return ("texts", "propose")
        case "tell-draft": return ("texts", "draft")
        case "term": return ("texts", "term")
        case "agree", "agree-ad-referendum", "reserve", "withdraw":
            body["verb"] = .string(name)
            return ("texts", "act")
        default: return ("talks", name)
        }
    } shown: { workspace, act in
        workspace == "texts" ? ["open": "text", "act": "agree", "draft": "tell-draft"][act] ?? act : act
    }
}
