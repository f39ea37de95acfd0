import Release

extension TruthTableTests {
    /// The table: a rule and a case of it, what differs from `base`, the answer and its ground.
    static let rows = firstRows + laterRows

    /// R01 to R05.
    private static let firstRows: [Row] = [
        Row("R01", "agreement in force", "", .release, .agreementInForce, "AB"),
        Row("R01", "before the agreement", #""on":"2019-12-31""#, .refuse, .agreementNotInForce, "AB"),
        Row("R01", "first day", #""on":"2020-01-01""#, .release, .agreementInForce, "AB"),
        Row(
            "R01",
            "last day",
            #""on":"2029-12-31","review":"2030-01-01T00:00:00Z""#,
            .release,
            .agreementInForce,
            "AB"
        ),
        Row("R01", "day after the last", #""on":"2030-01-01""#, .refuse, .agreementNotInForce, "AB"),
        Row("R01", "no agreement", #""from":"Cora","to":"Union","label":"Cora C-SECRET""#, .refuse, .noAgreement),
        Row(
            "R01",
            "articles that were not read",
            #""from":"Cora","to":"Dora","label":"Cora C-SECRET""#,
            .refer,
            .articlesNotRead,
            "CD"
        ),
        Row(
            "R01",
            "a draft",
            #""from":"Bora","to":"Dora","label":"Bora B-SECRET""#,
            .refuse,
            .agreementNotInForce,
            "BD"
        ),
        Row(
            "R01",
            "an organisation is not its member",
            #""from":"Bora","to":"Alba","label":"Cora C-SECRET","on":"2015-01-01""#,
            .refuse,
            .agreementNotInForce,
            "AB"
        ),
        Row("R01", "subject covered", "", .release, .subjectCovered, "AB, article 1"),
        Row("R01", "subject not covered", #""subjects":["fishing"]"#, .refuse, .subjectNotCovered, "AB, article 1"),
        Row("R01", "subject missing", #""subjects":[]"#, .refer, .subjectMissing, "AB, article 1"),
        Row("R01", "ceiling met", "", .release, .ceilingMet, "AB, article 2"),
        Row("R01", "ceiling exceeded", #""label":"Alba A-TOP""#, .refuse, .ceilingExceeded, "AB, article 2"),
        Row(
            "R01",
            "electronic ceiling met",
            #""channel":"electronic","label":"Alba A-CONFIDENTIAL""#,
            .release,
            .electronicCeilingMet,
            "AB, article 3"
        ),
        Row(
            "R01",
            "electronic ceiling exceeded",
            #""channel":"electronic""#,
            .refuse,
            .electronicCeilingExceeded,
            "AB, article 3"
        ),
        Row(
            "R01",
            "ceiling not comparable",
            #""label":"Cora C-SECRET","origins":["Cora"]"#,
            .refuse,
            .ceilingNotComparable,
            "AB"
        ),
        Row(
            "R01",
            "not classified",
            #""label":null,"tlp":"green","subjects":null,"review":null"#,
            .release,
            .notClassified
        ),
        Row(
            "R01",
            "returns to its originator",
            #""from":"Bora","to":"Alba","label":"Alba A-TOP","origins":["Alba"]"#,
            .release,
            .returnsToOriginator
        ),
        Row(
            "R01",
            "another's origin in the label of what is the recipient's own",
            #""from":"Bora","to":"Alba","label":null,"labels":[{"policy":"Alba","classification":"A-TOP","#
                + #""originator":"Cora"}]"#,
            .refuse,
            .ceilingExceeded,
            "AB, article 2"
        ),
        Row("R02", "an officer decides", "", .release, .officerDecides),
        Row("R02", "nobody has decided", #""maker":"nobody""#, .refer, .officerNeeded),
        Row("R02", "a standing instruction", #""maker":"SI-7""#, .release, .instructionCovers),
        Row(
            "R02",
            "national additions keep it with an officer",
            #""to":"Cora","on":"2026-06-01","maker":"SI-7""#,
            .refer,
            .officerNeeded
        ),
        Row("R03", "every marking known", "", .release, .markingsKnown),
        Row("R03", "no marking", #""label":null,"subjects":null,"review":null"#, .refuse, .markingAbsent),
        Row(
            "R03",
            "an unknown marking",
            #""markings":["marking-definition--00000000-0000-4000-8000-000000000000"]"#,
            .refuse,
            .markingUnknown
        ),
        Row("R03", "an unknown scheme", #""label":"Zembla Z-SECRET""#, .refuse, .schemeUnknown),
        Row("R03", "an unknown level", #""label":"Alba A-HUSH""#, .refuse, .levelUnknown),
        Row("R03", "a look-alike level", #""label":"Alba A-SECRЕT""#, .refuse, .levelLookAlike),
        Row("R03", "a handling marking", #""label":"Alba A-LIMITE""#, .refuse, .handlingMarking),
        Row("R03", "marked as not classified", #""label":"Alba A-OPEN""#, .release, .notClassified),
        Row("R03", "an unknown party", #""to":"Zembla""#, .refuse, .partyUnknown),
        Row("R03", "an unknown originator", #""origins":["Zembla"]"#, .refuse, .originUnknown),
        Row("R04", "a row", "", .release, .equivalent, "AB, article 4"),
        Row("R04", "explicit none", #""label":"Alba A-RESTRICTED""#, .refuse, .equivalenceNone, "AB, article 4"),
        Row(
            "R04",
            "no row",
            #""from":"Bora","to":"Alba","label":"Bora B-RESTRICTED""#,
            .refuse,
            .equivalenceMissing,
            "AB"
        ),
        Row("R04", "a table that is not known here", #""to":"Dora""#, .refuse, .equivalenceUnknown, "AD, article 1"),
        Row(
            "R04",
            "the originator's own table with the recipient",
            #""from":"Bora","to":"Cora","on":"2026-06-01","label":"Alba A-SECRET","origins":["Alba"],"consents":[{"by":"Alba","to":"Cora"}]"#,
            .release,
            .equivalentByOriginator,
            "AC, article 2"
        ),
        Row(
            "R04",
            "tables are not chained",
            #""from":"Bora","to":"Cora","label":"Alba A-SECRET","origins":["Alba"],"consents":[{"by":"Alba","to":"Cora"}]"#,
            .refuse,
            .equivalenceMissing,
            "BC"
        ),
        Row(
            "R04",
            "the originator's consent names the level",
            #""from":"Bora","to":"Cora","label":"Alba A-SECRET","origins":["Alba"],"consents":[{"by":"Alba","to":"Cora","as":"Cora C-SECRET"}]"#,
            .release,
            .equivalentByConsent,
            "BC"
        ),
        Row(
            "R05",
            "derived work keeps every origin",
            "\(third),\"consents\":[\(consent)],\"origins\":[\"Bora\",\"Dora\"]",
            .refer,
            .consentMissing
        ),
    ]
}
