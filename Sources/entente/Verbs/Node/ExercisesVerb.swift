internal import PaperServer

/// `entente exercises`: what is done in exercises, for whoever has the node's folder.
enum ExercisesVerb {
    static let verb = Verb(
        name: "exercises",
        summary: "exercises that sides plan, hold and learn from together",
        synopsis: "ACT [FIELD=VALUE…] [--body FILE] --officer NAME [--node DIR]",
        description: """
            Acts: open, edit, share, join, withdraw, startex, pause, resume, endex, close; objective, conference, cell,
            unit, serial, agree, call, port-call, clearance; inject, injects (rows of a sheet), postpone, send, correct,
            respond, judge; no-play, lift (what is real); observe, lesson; note (for the own side alone). Without one,
            lists the acts. Sheets and other files are read by `entente exercise`.

            list prints the exercises; exercise, programme, injects, live and after (exercise=EXERCISE) one of them.
            injects is the list of injects, and with `--officer` the act that takes in rows.

            report (exercise=EXERCISE party=PARTNER format=pdf|docx) writes the after-action report for one partner to
            standard output: what that partner has of it, as far as the account may see it and let it leave. It is made
            by an account alone (`--account`), and is an entry of the log. language=en|ja|fr|de, accessible:=true for
            PDF/UA-1.

            Fields are written as `entente talks` has them. With `send:=true` what is written is then given to the other
            parties of the exercise, as far as the rules allow: nothing goes before the feed of a party is opened for
            the exercise (`entente register add exercise`).

            Exit status: 0 done, 1 something may not be given, 2 could not be done.
            """,
        options: [
            .value("body", "FILE", "the fields as json"), NoticeAccess.officer, NoticeAccess.account,
            NodeAccess.option,
        ],
        examples: [
            "entente exercises list --node run/eu",
            "entente exercises send inject=entente-exercise-inject--… --officer 'A. Martin' --node run/eu",
            "entente exercises after exercise=entente-exercise--… --node run/eu",
            "entente exercises report exercise=entente-exercise--… party=japan format=pdf --account author > after.pdf",
        ],
        run: acting.run
    )

    private static let acting = WorkActing(
        "exercises",
        beside: ["report": PartnerReporting.made("exercise") { .exercise($0) }]
    )
}
