"""Section 0.5: the numbers of real cases, each with its source, and what they do when you move them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from course.lessons.module_00.priced_cards import FEE, PricedCards


@dataclass(frozen=True)
class Source:
    """Where a reader finds a case: author, title, where it came out, when."""

    author: str
    title: str
    where: str
    date: str
    link: str = ""

    def markdown(self) -> str:
        """The source as a line of Markdown."""
        title = f"[*{self.title}*]({self.link})" if self.link else f"*{self.title}*"
        return f"{self.author}, {title}, {self.where}, {self.date}"


SOURCES: dict[str, Source] = {
    "netflix_blog": Source(
        "X. Amatriain and J. Basilico",
        "Netflix Recommendations: Beyond the 5 stars (Part 1)",
        "Netflix Tech Blog",
        "6 April 2012",
    ),
    "netflix_paper": Source(
        "C. A. Gomez-Uribe and N. Hunt",
        "The Netflix Recommender System: Algorithms, Business Value, and Innovation",
        "ACM Transactions on Management Information Systems 6(4), article 13",
        "December 2015",
        "https://doi.org/10.1145/2843948",
    ),
    "watson_audit": Source(
        "University of Texas System Administration, System Audit Office",
        "Special Review of Procurement Procedures Related to the M.D. Anderson Cancer Center Oncology Expert "
        "Advisor Project",
        "audit report",
        "November 2016",
    ),
    "watson_forbes": Source(
        "M. Herper",
        "MD Anderson Benches IBM Watson In Setback For Artificial Intelligence In Medicine",
        "Forbes",
        "19 February 2017",
    ),
    "watson_2017": Source(
        "C. Ross and I. Swetlitz",
        "IBM pitched its Watson supercomputer as a revolution in cancer care. It's nowhere close",
        "STAT",
        "5 September 2017",
        "https://www.statnews.com/2017/09/05/watson-ibm-cancer/",
    ),
    "watson_2018": Source(
        "C. Ross and I. Swetlitz",
        "IBM's Watson supercomputer recommended 'unsafe and incorrect' cancer treatments, internal documents show",
        "STAT",
        "25 July 2018",
        "https://www.statnews.com/2018/07/25/ibm-watson-recommended-unsafe-incorrect-treatments/",
    ),
    "watson_sale": Source(
        "IBM and Francisco Partners",
        "Francisco Partners to Acquire IBM's Healthcare Data and Analytics Assets",
        "press release",
        "21 January 2022",
    ),
    "google_debt": Source(
        "D. Sculley et al., Google",
        "Hidden Technical Debt in Machine Learning Systems",
        "NIPS",
        "2015",
        "https://proceedings.neurips.cc/paper/2015/hash/86df7dcfd896fcaf2674f757a2463eba-Abstract.html",
    ),
    "google_rules": Source(
        "M. Zinkevich, Google",
        "Rules of Machine Learning: Best Practices for ML Engineering",
        "developers.google.com",
        "first version 2016",
        "https://developers.google.com/machine-learning/guides/rules-of-ml",
    ),
    "google_flu": Source(
        "D. Lazer, R. Kennedy, G. King and A. Vespignani",
        "The Parable of Google Flu: Traps in Big Data Analysis",
        "Science 343, pages 1203-1205",
        "14 March 2014",
        "https://doi.org/10.1126/science.1248506",
    ),
    "google_eyes": Source(
        "E. Beede et al., Google Health",
        "A Human-Centered Evaluation of a Deep Learning System Deployed in Clinics for the Detection of Diabetic "
        "Retinopathy",
        "CHI",
        "April 2020",
        "https://doi.org/10.1145/3313831.3376718",
    ),
    "amazon_hiring": Source(
        "J. Dastin",
        "Amazon scraps secret AI recruiting tool that showed bias against women",
        "Reuters",
        "10 October 2018",
    ),
    "amazon_items": Source(
        "G. Linden, B. Smith and J. York, Amazon",
        "Amazon.com Recommendations: Item-to-Item Collaborative Filtering",
        "IEEE Internet Computing 7(1)",
        "January 2003",
        "https://doi.org/10.1109/MIC.2003.1167344",
    ),
    "uber": Source(
        "J. Hermann and M. Del Balso",
        "Meet Michelangelo: Uber's Machine Learning Platform",
        "Uber Engineering Blog",
        "5 September 2017",
        "https://www.uber.com/blog/michelangelo-machine-learning-platform/",
    ),
    "zillow": Source(
        "Zillow Group",
        "Zillow Group Reports Third-Quarter 2021 Financial Results & Shares Plan to Wind Down Zillow Offers Operations",
        "press release",
        "2 November 2021",
    ),
}
"""The works that the section cites. A link is given where it is sure to last."""


def money(dollars: float, digits: int = 0) -> str:
    """Dollars as text, with the minus before the sign: "−$1,475" (Markdown would read "$-1" as a formula)."""
    return f"{'−' if dollars < 0 else ''}${abs(dollars):,.{digits}f}"


NETFLIX_BEFORE = 0.9525
"""RMSE in stars of Cinematch, Netflix's own system, when the prize began."""

NETFLIX = pd.DataFrame(
    {
        "step": ["2 algorithms, put to use", "107 algorithms, won the 2007 prize"],
        "algorithms": [2, 107],
        "better": [100 * (1 - 0.88 / NETFLIX_BEFORE), 8.43],
    }
)
"""From `netflix_blog`: how many algorithms took how many percent off the RMSE. 0.88 is rounded in the source."""


def netflix_value(point: float, keep: float) -> pd.DataFrame:
    """NETFLIX with `net`, in thousands a year: what the accuracy is worth at `point` for each percent, less `keep`
    for each algorithm kept running (both in thousands of dollars a year)."""
    return NETFLIX.assign(net=NETFLIX["better"] * point - NETFLIX["algorithms"] * keep)


def netflix_share() -> tuple[float, float]:
    """Percent of RMSE bought by each of the first two algorithms, and by each of the others."""
    few, many = NETFLIX.to_dict("records")
    others = (many["better"] - few["better"]) / (many["algorithms"] - few["algorithms"])
    return few["better"] / few["algorithms"], others


WATSON_COST = 62.1
"""Million dollars that MD Anderson had paid for the Oncology Expert Advisor by 31 August 2016 (`watson_audit`)."""


def expected_spend(total: float, gates: int, catch: float, false_alarm: float) -> dict[str, float]:
    """What gates do when `total` is paid in equal parts with a gate between two parts.

    "doomed": what a project that can't work costs on average, when each gate stops it with chance `catch`.
    "saved": the rest of `total`. "survives": the chance that a good project passes all gates, when each stops it
    wrongly with chance `false_alarm`.
    """
    part = total / (gates + 1)
    doomed = part * sum((1 - catch) ** passed for passed in range(gates + 1))
    return {"doomed": doomed, "saved": total - doomed, "survives": (1 - false_alarm) ** gates}


def spend_by_gates(total: float, catch: float, most: int = 8) -> pd.DataFrame:
    """`expected_spend` of a doomed project for 0 to `most` gates."""
    spent = [expected_spend(total, gates, catch, 0.0)["doomed"] for gates in range(most + 1)]
    return pd.DataFrame({"gates": range(most + 1), "spent": spent})


RESERVE = 0.9
"""A seller who knows the card takes an offer of at least this share of what it will fetch."""


def buy(priced: PricedCards, discount: float, knowing: float, move: float = 0.0) -> dict[str, float]:
    """What the desk earns when it offers every seller the predicted price less `discount` (a share).

    A share `knowing` of the sellers knows what the card will fetch and says no under RESERVE of it; the others take
    any offer. Prices move by the share `move` before the resale. Returns the number "bought" and "offered", and per
    bought card, in USD, what was "paid" and "earned" (after FEE); "by all": earned if every seller had said yes.
    """
    worth = priced.cards["price_usd"].to_numpy()
    offer = priced.cards["predicted"].to_numpy() * (1 - discount)
    knows = np.random.default_rng(0).random(len(worth)) < knowing
    yes = ~knows | (offer >= RESERVE * worth)
    earned = worth * (1 + move) * (1 - FEE) - offer
    count = max(int(yes.sum()), 1)
    return {
        "offered": len(worth),
        "bought": int(yes.sum()),
        "paid": float(offer[yes].sum()) / count,
        "earned": float(earned[yes].sum()) / count,
        "total": float(earned[yes].sum()),
        "by all": float(earned.mean()),
    }


def by_discount(priced: PricedCards, knowing: float, move: float) -> pd.DataFrame:
    """What the desk earns a bought card at discounts from 0 to 40%: with these sellers, and if all had said yes."""
    rows = []
    for discount in np.arange(0, 0.41, 0.05):
        result = buy(priced, float(discount), knowing, move)
        rows += [
            {"discount": discount, "who": "cards you get", "earned": result["earned"]},
            {"discount": discount, "who": "if all said yes", "earned": result["by all"]},
        ]
    return pd.DataFrame(rows)
