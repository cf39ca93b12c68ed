"""Links in comments are told apart from links that a person can click."""

import time


def hidden(page):
    return {link.url.rpartition("/")[2]: (link.label.text, link.label.row) for link in page.hidden}


def test_a_link_in_a_comment_is_hidden_and_no_link(page):
    read = page(
        "<table><tr><td>O7</td><td>รายงานผล</td><td><a href='#!'>คลิก</a><!-- <a href='o7.pdf'>เปิด</a> --></table>"
    )

    assert {"o7.pdf": ("เปิด", "O7 รายงานผล คลิก")} == hidden(read)
    assert () == read.links


def test_conditional_comments_dead_links_and_plain_words_hide_nothing(page):
    read = page("<!--[if IE]><a href='ie.html'>x</a><![endif]--><!-- <a href='#'>x</a> href --><!-- ข้อความ -->")

    assert {} == hidden(read)


def test_an_address_that_is_hidden_twice_is_told_once(page):
    read = page("<!-- <a href=a.pdf>หนึ่ง</a> --><!-- <A HREF = 'a.pdf' >สอง</A><a href=b.pdf>สาม</a> -->")

    assert {"a.pdf": ("หนึ่ง", ""), "b.pdf": ("สาม", "")} == hidden(read)


def test_an_open_comment_does_not_cost_a_page(page):
    started = time.process_time()
    read = page("<p>เห็น</p>" + "<!-- <a href=x>ก " * 50_000)

    assert "เห็น" in read.leaf.text
    assert time.process_time() - started < 2
