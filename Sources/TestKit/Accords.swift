public import Agreements

/// A small invented set of agreements that has one of everything.
public enum Accords {
    /// Alba and Bora have an agreement with every condition; Cora has one with Bora that knows Alba's levels not.
    public static let text = """
        party Alba
          codes ALB
          identity identity--11111111-1111-4111-8111-111111111111

        party Bora
          codes BOR
          identity identity--22222222-2222-4222-8222-222222222222

        party Cora
          codes COR
          identity identity--33333333-3333-4333-8333-333333333333

        party Dora

        party Union
          an organisation
          members Alba, Dora

        scheme Alba of Alba
          levels, highest first
            A-TOP
            A-SECRET
            A-CONFIDENTIAL
            A-RESTRICTED
          no level A-LIMITE
          not classified A-OPEN

        scheme Bora of Bora
          levels, highest first
            B-TOP
            B-SECRET
            B-RESTRICTED

        scheme Cora of Cora
          levels, highest first
            C-SECRET

        agreement AB
          between Alba and Bora
          negotiated from 2019-01-01
          in force from 2020-01-01 until 2029-12-31
          article 1: covers "military information"
          article 2: up to Alba A-SECRET
          article 3: electronically up to Alba A-CONFIDENTIAL
          article 4: levels, both ways
            Alba A-TOP = Bora B-TOP
            Alba A-SECRET, Alba A-CONFIDENTIAL = Bora B-SECRET
            Alba A-RESTRICTED = none
          article 5: to nobody else without the originator's written consent
          article 6: protection is assured before the first release
          article 7: the originator reviews the level
          article 8: to contractors only with cleared facility and staff
          article 9: the receiver keeps "BURN AFTER READING"

        agreement BC
          between Bora and Cora
          in force from 2020-01-01
          article 1: covers all classified information
          article 2: levels, both ways
            Bora B-SECRET = Cora C-SECRET

        agreement AC
          between Alba and Cora
          in force from 2025-01-01
          article 1: covers all classified information
          article 2: levels, both ways
            Alba A-SECRET = Cora C-SECRET

        agreement AD
          between Alba and Dora
          in force from 2020-01-01
          article 1: levels unknown

        agreement BD
          between Bora and Dora
          draft, agreed by nobody
          article 1: levels, both ways
            Bora B-SECRET = none

        agreement RELAY
          between Alba, Bora and Cora
          kind relay arrangement
          in force from 2020-01-01
          article 1: Alba and Cora share through Bora

        agreement CD
          between Cora and Dora
          in force from 2020-01-01
          other articles were not read
          article 1: levels as the originator marked them

        agreement COURIER
          between Bora and Union
          in force from 2020-01-01
          article 1: by courier only
          article 2: levels as the originator marked them

        additions HOUSE of Alba
          restricts AC
          article 1: an officer decides every release

        """

    /// The set.
    public static let reading = AgreementReading([SourceFile(name: "accords.accord", text: text)])
}
