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

            Fields are written as `entente talks` has them. With `send:=true` what is written is then given to the other
            parties of the case, as far as the rules allow.

            Exit status: 0 done, 1 something may not be given, 2 could not be done.
            """,
        options: [
            .value("body", "FILE", "the fields as json"), NoticeAccess.officer, NodeAccess.option,
        ],
        examples: [
            "entente cases open name=Beacons 'parties[]=identity--…' 'markings[]=…' send:=true --officer 'A. M.'",
            "entente cases line case=incident--… kind=event name='First beacon' send:=true --officer 'A. Martin'",
            "entente cases case case=incident--… --node run/eu",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        try acting.run(arguments)
    }

    private static let acting = WorkActing("cases", of: ["cases"], asking: ["list": ""]) { name, _ in
        ("cases", name)
    } shown: { _, act in
        act
    }
}
