/// `entente commitments`: what is done in the register of commitments, for whoever has the node's folder.
enum CommitmentsVerb {
    static let verb = Verb(
        name: "commitments",
        summary: "how a party sees that commitments stand, and what shows it",
        synopsis: "ACT [FIELD=VALUE…] [--body FILE] --officer NAME [--node DIR]",
        description: """
            Acts: standing (says how the own party sees that a commitment stands), evidence (names more that shows it),
            change (days, article, successor of an own commitment). Without one, lists the acts. list prints the
            register, as `entente work commitments` does.

            Fields are written as `entente talks` has them. With `send:=true` what is written is then given to the other
            parties of the commitment, as far as the rules allow.

            Exit status: 0 done, 1 something may not be given, 2 could not be done.
            """,
        options: [
            .value("body", "FILE", "the fields as json"), NoticeAccess.officer, NodeAccess.option,
        ],
        examples: [
            "entente commitments evidence commitment=entente-commitment--… evidence[]=report--… --officer 'A. Martin'",
            "entente commitments standing commitment=entente-commitment--… state=kept send:=true --officer 'A. Martin'",
        ],
        run: acting.run
    )

    private static let acting = WorkActing("commitments")
}
