internal import PaperServer

/// `entente cases`: what is done in cases that several sides work on, for whoever has the node's folder.
enum CasesVerb {
    static let verb = Verb(
        name: "cases",
        summary: "incidents that several sides work on",
        synopsis: "ACT [FIELD=VALUE…] [--body FILE] --officer NAME [--node DIR]",
        description: """
            Acts: open, share, join, close; line (what happened or was done, an indicator, a hit, a sighting, a
            technique), advisory (with the day of an embargo), task, settle (how a task stands), contact, note (for the
            own side alone). Without one, lists the acts.

            list prints the cases, case (case=CASE) one of them with all that belongs to it.

            report (case=CASE party=PARTNER format=pdf|docx) writes the report on a case for one partner to standard
            output: what that partner has of it, as far as the account may see it and let it leave. It is made by an
            account alone (`--account`), and is an entry of the log. language=en|ja|fr|de, accessible:=true for
            PDF/UA-1.

            Fields are written as `entente talks` has them. With `send:=true` what is written is then given to the other
            parties of the case, as far as the rules allow.

            Exit status: 0 done, 1 something may not be given, 2 could not be done.
            """,
        options: [
            .value("body", "FILE", "the fields as json"), NoticeAccess.officer, NoticeAccess.account,
            NodeAccess.option,
        ],
        examples: [
            "entente cases open name=Beacons 'parties[]=identity--…' 'markings[]=…' send:=true --officer 'A. M.'",
            "entente cases line case=incident--… kind=event name='First beacon' send:=true --officer 'A. Martin'",
            "entente cases case case=incident--… --node run/eu",
            "entente cases report case=incident--… party=japan format=docx --account officer > report.docx",
        ],
        run: acting.run
    )

    private static let acting = WorkActing(
        "cases",
        beside: ["report": PartnerReporting.made("case") { .incident($0) }]
    )
}
