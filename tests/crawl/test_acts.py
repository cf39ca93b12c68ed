"""Addresses that act when they are fetched, and honest ones that sound like them."""

import time

import pytest

from oitcrawl.crawl.acts import is_unsafe
from oitcrawl.crawl.urls import canonical

# Deletes, logs out, votes or counts; %-escapes as browsers and old Thai servers write them.
ACTS = """
/delnews.php?id=5 /newsdelete.php?id=5 /news.php?delete_id=5 /n.php?action=delete_news&id=1 /deleteNews/5
/x.php?action=trash&id=4 /log_out.php /webcounter/count.php /x.php?del_id=3 /x.php?do=deletenews&id=1
/cart.php?remove_item=3 /x.php?method=doDelete /x?op=drop&t=1 /x.php?action=delete;id=3 /x.php?a=delete%20
/log_out /member/signoff /board/deltopic.php?id=1 /webboard/delpost.php /counter /counter.js /js/counter.js
/visitor_counter.php /count.php?id=1 /hits.php /hits.php?id=4 /cgi-bin/Count.cgi?df=x.dat /vote.php?id=3
/poll/vote?id=3 /x.php?action=%E0%B8%A5%E0%B8%9A /%E0%B8%A5%E0%B8%9A/5 /%C5%BA/5
/%E0%B8%AD%E0%B8%AD%E0%B8%81%E0%B8%88%E0%B8%B2%E0%B8%81%E0%B8%A3%E0%B8%B0%E0%B8%9A%E0%B8%9A
/wp-admin/post.php?post=4&action=trash /%64elete/5 /a.php?%64el=4 /a.php?x=%64elete /delete-news.php?id=1
/del.php /news/5/delete /DELETE/5 /Delete.aspx?id=1 /NewsDelete.aspx /news/deleteItem?id=3
/index.php/news/del/5 /index.php?r=news/delete&id=3 /index.php?q=node/5/delete /?q=user/logout
/?route=account/logout /?logout /?delete=5 /?delete[]=5 /?task=user.logout /?task=article.trash
/?page=delnews&id=4 /?page=newsdelete.php /main.php?file=del_news.php /admin/news_del.php /delete5
/news-delete-5 /del_news_5 /delnews5.html /lob.php?id=3 /lob_news.php?id=3 /lobnews.php?id=3 /?act=lob&id=3
/users/sign_out /account/Logout /Account/LogOff /Identity/Account/Logout /logout.aspx /user-logout
/do_logout.php /doLogout /memberlogout.php /add-to-cart/5 /?addtocart=5 /?add_to_cart=5 /vote/5
/poll_vote.php?id=3 /addvote.php /update_hit.php?id=4 /addview.php?id=4 /inc_counter.php /hitcounter.php
/webcounter.php /statcounter/counter.php /counter/5 /counter5/12 /pageview/count.php /visitcount.php
/x.asp?mode=del /x.asp?cmd=DEL&no=3 /x.jsp?command=removeUser /unsubscribe?u=3 /newsletter/unsubscribe/abc
/news/remove/5 /files/delete/report.pdf /topic/deleteTopic/7 /posts/5/trash /x.php?action=doDelete&id=1
/x.php?go=DeleteNews /x.php?btnDelete=1 /x.php?submit=Delete
/x.php?action=%E0%B8%A5%E0%B8%9A%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7 /x?return=1&url=/admin/delete.php?id=3
/x.php?id=3;action=delete /x;action=delete /x.php?ACTION=Delete /erase.php?id=3 /purge/5 /x.php?op=purge
/x.php?do=unlink /admin/deleteall.php /bulk-delete.php /ajax_delete_file.php /webboard/delete_reply.php
/guestbook/delguest.php /counter.php?page=index /stat/webcounter.asp /counter.asp /mycounter.php
/x.php?mod=vote&id=1 /x.php?action=vote&id=1 /del/5 /deluser/3 /deletemember/3 /x/deletefile?f=a.pdf
/x.php?news_del=5 /api/visit_count.php
"""
# Tells of such acts, or only sounds like one.
HONEST = """
/model /model/2568 /models.php?id=3 /delivery /delivery.php?id=2 /delegate /delegate.php /delegation/5
/deltaplan /delta-plan/5 /account/ /account /accounting /accounting/5 /account.php?id=3 /counter-corruption
/counter-corruption/5 /counterfraud /counterfraud.php /counter-fraud.php /discount /discount.php?id=4 /country
/country.php?id=4 /county/5 /download.php?id=5 /count_download.php?file=a.pdf /countdownload.php?id=3
/download_counter.php?file=x /count.php?file=a.pdf /vote /news/vote /vote-2568 /blog/how-to-logout
/removal-plan /removal/5 /how-to-delete-account /2568/05/how-to-delete-old-files/
/news/5/Delete-old-documents-of-the-agency-2568 /news/12-remove-old-pipes-and-road-signs /dropdown
/dropdown.php?id=3 /x.php?view=trashbin /one-stop-counter/ /files/counter-fraud.pdf /remove-fee-2568/
/files/delete.pdf /catalogue /blog-out-door /Pages/ita_year_detail/7
/index.php?option=com_dropfiles&task=frontfile.download&id=5 /wp-content/plugins/dropfiles/x.php?id=3 /trash
/trash/5 /trash.php /x.php?page=trash /x.php?cat=trash&id=3 /garbage-trash-fee.php /x.php?show_deleted=0
/x.php?action=delivery&id=1 /x.php?act=model /x.php?do=dropdown /x.php?action=view&type=deleted /ban_news.php
/lopburi /lobby.php?id=2 /global.php /x.php?mode=delegate /x.php?action=cancel /news/cancel/5
/x.php?action=view /read.php?id=3 /view.php?id=3 /viewnews.php?id=3 /news_view.php?id=5 /hit-list.php
/voter/list /vote_result.php /voteresult.php?id=3 /election/voters.php?id=4 /elect-vote-news.php?id=4
/countdown.php /count_news.php?id=5 /counter_news.php?id=5 /discount-counter/ /encounter.php /encounter/5
/account-delegation.php /blogout.php /blog/out /catalog/off /dialogoff.php /sign-of-life /signature.php
/design-out /outlook /layout.php?id=2 /about /timeout.php /read-aloud/ /x.php?file=uploads/del/report.pdf
/x.php?name=Delacroix /infidel/5 /citadel /fidelity.php /x.php?title=how%20to%20delete%20a%20file
/request-to-delete-personal-data /pdpa/delete-my-data /pdpa/right-to-erase
/%E0%B8%A5%E0%B8%9A%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5%E0%B8%AA%E0%B9%88%E0%B8%A7%E0%B8%99%E0%B8%9A%E0%B8%B8%E0%B8%84%E0%B8%84%E0%B8%A5/5
/%E0%B8%A7%E0%B8%B4%E0%B8%98%E0%B8%B5%E0%B8%AD%E0%B8%AD%E0%B8%81%E0%B8%88%E0%B8%B2%E0%B8%81%E0%B8%A3%E0%B8%B0%E0%B8%9A%E0%B8%9A
/%E0%B8%A5%E0%B8%9A%E0%B8%AB%E0%B8%A5%E0%B8%B9%E0%B9%88 /js/jquery.counterup.min.js /js/counterup.js
/js/waypoints.js /js/jquery.countdown.js /css/counter.css /images/counter.gif /undelivered.php /x.php?deleted=0
/x.php?model_id=3 /x.php?del_ivery=1 /activity_visit.php?id=3 /visit.php?id=3 /stat.php /news_visit/5
/onlineview.php?id=4 /online.php /webboard/view.php?id=4 /removed.php /delayed/5 /deluxe.php /delhi.php
/delima.php?id=5 /x.php?action=readcount_report /site/account/5 /my-account/ /visitors.php /today.php
/plan/deliver/5 /x.php?menu=counter-service /hitachi.php /white/5 /architect/5 /exhibit.php?id=5
"""


@pytest.mark.parametrize("path", ACTS.split())
def test_what_may_change_something_is_never_fetched(path):
    assert is_unsafe(f"https://x.go.th{path}")
    assert is_unsafe(canonical(f"https://x.go.th{path}"))


@pytest.mark.parametrize("path", HONEST.split())
def test_what_only_sounds_so_is_fetched(path):
    assert not is_unsafe(f"https://x.go.th{path}")
    assert not is_unsafe(canonical(f"https://x.go.th{path}"))


def test_a_host_does_nothing():
    assert not is_unsafe("https://delete.go.th")
    assert not is_unsafe("https://logout.counter.go.th/")


@pytest.mark.parametrize(
    "long",
    [
        "a" * 50_000,
        "A" * 50_000,
        "Aa" * 25_000,
        "hit" * 15_000,
        "newspost" * 6_000 + "del",
        "del" + "id" * 20_000 + "!",
        "/delete" * 8_000,
        "counter" * 8_000,
        "?a=/" * 12_000,
        "%64" * 16_000,
        ";a=model" * 6_000,
        "&del-x-y=1" * 5_000,
    ],
)
@pytest.mark.parametrize("before", ["", "x?", "x?action="])
def test_no_address_takes_long(before, long):
    began = time.process_time()
    is_unsafe(f"https://x.go.th/{before}{long}")

    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "url, unsafe",
    [
        ("https://x/logout.php", True),
        ("https://x/Pages/increment_download_file/3", True),
        ("https://x/news/delete/3", True),
        ("https://x/?action=logout", True),
        ("https://x/delete.php?id=2", True),
        ("https://x/admin/del_news.php", True),
        ("https://x/Pages/delete_news/3", True),
        ("https://x/i.php?option=com_users&task=user.logout", True),
        ("https://x/?add-to-cart=3", True),
        ("https://x/poll.php?vote=1", True),
        ("https://x/counter.php", True),
        ("https://x/wp-login.php?redirect_to=x", True),
        ("https://x/one-stop-counter/", False),
        ("https://x/files/counter-fraud.pdf", False),
        ("https://x/remove-fee-2568/", False),
        ("https://x/files/delete.pdf", False),
        ("https://x/model/2568", False),
        ("https://x/catalogue", False),
        ("https://x/blog-out-door", False),
        ("https://x/Pages/ita_year_detail/7", False),
    ],
)
def test_acts_that_were_met_first_are_recognised(url, unsafe):
    assert unsafe is is_unsafe(url)
